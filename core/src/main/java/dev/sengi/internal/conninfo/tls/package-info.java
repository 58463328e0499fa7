/**
 * TLS as libpq does it: which certificates are trusted, which one the client presents, and in which words a handshake
 * fails.
 */
package dev.sengi.internal.conninfo.tls;
