/** Reads the system catalogs in bulk into one immutable model of the database. */
package dev.sengi.internal.catalog;
