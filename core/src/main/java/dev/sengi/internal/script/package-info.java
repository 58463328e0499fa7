/** Writes scripts, lists, plans and archives of the selected part of an archive. */
package dev.sengi.internal.script;
