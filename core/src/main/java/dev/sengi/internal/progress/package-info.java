/** Measures how far a dump or restore has come, and passes its events on. */
package dev.sengi.internal.progress;
