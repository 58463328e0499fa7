/** Parses table data in archives: rows of COPY in text format, INSERT commands, and conversion of rows to CSV. */
package dev.sengi.archive.internal.copy;
