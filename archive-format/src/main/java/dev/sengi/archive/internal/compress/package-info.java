/** Streams that compress and decompress an entry's data. They know nothing of archives. */
package dev.sengi.archive.internal.compress;
