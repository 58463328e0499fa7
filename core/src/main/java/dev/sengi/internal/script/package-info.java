/** Writes scripts, lists, plans and archives of what is selected from an archive. */
package dev.sengi.internal.script;
