/** Streams and files that several packages use: files that appear only when they are whole, and stages with buffers. */
package dev.sengi.internal.io;
