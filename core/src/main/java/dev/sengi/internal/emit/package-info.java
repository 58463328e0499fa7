/** Collects the TOC entries that kinds write, with comments, security labels and grants. */
package dev.sengi.internal.emit;
