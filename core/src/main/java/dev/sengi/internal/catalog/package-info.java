/** Reads the system catalogs, in bulk, into one immutable picture of the database. */
package dev.sengi.internal.catalog;
