/** What a restore does: the selected TOC entries, and the commands that restore each, for a script or a database. */
package dev.sengi.internal.plan;
