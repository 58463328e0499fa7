/** The data of entries, whatever they are read from, and how they are measured as they pass. */
package dev.sengi.internal.data;
