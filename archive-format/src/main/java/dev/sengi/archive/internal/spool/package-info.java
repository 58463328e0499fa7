/** Outputs that several threads write at the same time, but that are passed on one after another. */
package dev.sengi.archive.internal.spool;
