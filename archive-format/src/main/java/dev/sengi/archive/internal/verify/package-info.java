/** What must be true of an archive beyond what reading it needs: rules, and what was found to break them. */
package dev.sengi.archive.internal.verify;
