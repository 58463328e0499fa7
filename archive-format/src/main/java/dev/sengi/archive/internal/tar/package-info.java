/** The tar format: the files of a directory archive, never compressed, and a script, in one tar file. */
package dev.sengi.archive.internal.tar;
