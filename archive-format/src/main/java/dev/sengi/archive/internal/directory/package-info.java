/** The directory format: a file for the table of contents, one for each table's data and each large object. */
package dev.sengi.archive.internal.directory;
