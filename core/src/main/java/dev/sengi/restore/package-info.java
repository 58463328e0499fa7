/** The restore: a selection of TOC entries, a plan, and its commands to a script or a database. */
package dev.sengi.restore;
