/** Compresses blocks of deflate streams (RFC 1951) in Java. */
package dev.sengi.archive.internal.deflate;
