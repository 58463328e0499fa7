/** Restores directly into a database. */
package dev.sengi.internal.restore.database;
