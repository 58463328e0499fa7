/** Reads the rows of COPY, beneath the driver where that is possible. */
package dev.sengi.internal.session.copy;
