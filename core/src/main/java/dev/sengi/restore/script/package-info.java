/** Restores written as scripts for psql, and the lists of archives. */
package dev.sengi.restore.script;
