/** Dependencies between objects, and the dump order that follows from them. */
package dev.sengi.internal.depend;
