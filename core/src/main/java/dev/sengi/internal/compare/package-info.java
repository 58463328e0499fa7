/** Compares what databases, archives and scripts contain. */
package dev.sengi.internal.compare;
