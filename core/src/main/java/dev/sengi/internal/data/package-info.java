/** The data of entries, whatever their source, and how their progress is measured. */
package dev.sengi.internal.data;
