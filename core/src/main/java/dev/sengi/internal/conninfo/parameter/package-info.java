/**
 * Connection parameters as libpq reads them: from options, connection strings, {@code PG*} variables, service and
 * password files.
 */
package dev.sengi.internal.conninfo.parameter;
