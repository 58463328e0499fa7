/** The commands {@code pg_dump}, {@code pg_restore} and {@code sengi}: options in, the library called, an exit code out. */
package dev.sengi.cli;
