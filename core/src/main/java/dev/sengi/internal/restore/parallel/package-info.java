/** Restores by several sessions at once. */
package dev.sengi.internal.restore.parallel;
