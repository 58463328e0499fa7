/** Streams that compress and decompress an entry's data. They are independent of archives. */
package dev.sengi.archive.internal.compress;
