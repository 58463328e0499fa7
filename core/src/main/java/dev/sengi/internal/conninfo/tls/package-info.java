/**
 * TLS as libpq uses it: which certificates are trusted, which one the client presents, and how a failed handshake is
 * reported.
 */
package dev.sengi.internal.conninfo.tls;
