/** {@code pg_restore}. */
package dev.sengi.cli.restore;
