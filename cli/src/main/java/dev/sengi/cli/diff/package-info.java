/** {@code sengi diff}. */
package dev.sengi.cli.diff;
