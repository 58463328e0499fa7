/** Rules that an archive must obey beyond what reading it requires, and the problems found. */
package dev.sengi.archive.internal.verify;
