/** Recognizes archives, and opens them. */
package dev.sengi.archive.internal.opening;
