/** What all formats need to know about files. */
package dev.sengi.archive.internal.io;
