/** Threads that use a session each, and share work. */
package dev.sengi.internal.session.worker;
