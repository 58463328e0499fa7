/** What all formats need to know about files and about reading them. */
package dev.sengi.archive.internal.io;
