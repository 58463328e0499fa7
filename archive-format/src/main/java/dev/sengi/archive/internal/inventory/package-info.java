/** Lists what archives contain, and how much of it. */
package dev.sengi.archive.internal.inventory;
