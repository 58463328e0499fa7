/** The byte layout of the header, the table of contents and their primitives, shared by archives of every format. */
package dev.sengi.archive.internal.codec;
