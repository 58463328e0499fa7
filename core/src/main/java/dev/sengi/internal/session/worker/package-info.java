/** Threads that share work, each with its own session. */
package dev.sengi.internal.session.worker;
