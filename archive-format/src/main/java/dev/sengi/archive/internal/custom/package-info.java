/** The custom format: one file of header, table of contents and data blocks. */
package dev.sengi.archive.internal.custom;
