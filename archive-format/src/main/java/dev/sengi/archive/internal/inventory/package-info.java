/** What archives hold, and how much of it. */
package dev.sengi.archive.internal.inventory;
