/**
 * {@code sengi list}, {@code extract} and {@code convert}, which need no server, and {@code verify} and {@code diff}, which
 * need one only to compare with a database.
 */
package dev.sengi.cli.archive;
