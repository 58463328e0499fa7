/** Table data as archives hold them, taken apart: rows of COPY in text form, INSERT commands, CSV made of rows. */
package dev.sengi.archive.internal.copy;
