/** {@code pg_dump}. */
package dev.sengi.cli.dump;
