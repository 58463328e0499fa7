/** The options of a dump or restore, as immutable values. */
package dev.sengi.internal.option;
