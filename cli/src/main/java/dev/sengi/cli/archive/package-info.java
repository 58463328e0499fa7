/** {@code sengi list}, {@code verify}, {@code extract} and {@code convert}, which need no server. */
package dev.sengi.cli.archive;
