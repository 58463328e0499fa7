/** Streams and files that several packages use: files that appear only when they are complete, and buffered stages. */
package dev.sengi.internal.io;
