/** Which objects, and which parts of them, a dump holds. */
package dev.sengi.internal.select;
