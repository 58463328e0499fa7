/** Restores into a database, by one session or several. */
package dev.sengi.internal.restore;
