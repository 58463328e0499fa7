/** Restores straight into a database. */
package dev.sengi.restore.database;
