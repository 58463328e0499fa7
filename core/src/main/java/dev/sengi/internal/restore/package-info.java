/** Restores into a database, with one session or several. */
package dev.sengi.internal.restore;
