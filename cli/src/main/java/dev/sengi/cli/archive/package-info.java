/**
 * {@code sengi list}, {@code extract} and {@code convert}, which need no server, and {@code verify}, which needs one only to
 * compare with a database.
 */
package dev.sengi.cli.archive;
