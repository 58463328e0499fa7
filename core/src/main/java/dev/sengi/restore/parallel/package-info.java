/** Restores by several sessions at once. */
package dev.sengi.restore.parallel;
