/** Which objects, and which parts of them, a dump contains. */
package dev.sengi.internal.select;
