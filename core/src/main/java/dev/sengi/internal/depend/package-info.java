/** What needs what, and the order of a dump that follows from it. */
package dev.sengi.internal.depend;
