/** The restore pipeline: which entries of an archive are restored, in which order, and into what. */
package dev.sengi.restore;
