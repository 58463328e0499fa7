/** Restores with several sessions in parallel. */
package dev.sengi.internal.restore.parallel;
