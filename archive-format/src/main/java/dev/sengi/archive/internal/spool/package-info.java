/** Outputs that several threads write at the same time and that follow each other whole. Knows no archives. */
package dev.sengi.archive.internal.spool;
