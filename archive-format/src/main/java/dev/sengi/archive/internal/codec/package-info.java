/** How the header, the table of contents and their primitives are laid out in bytes, in archives of every format. */
package dev.sengi.archive.internal.codec;
