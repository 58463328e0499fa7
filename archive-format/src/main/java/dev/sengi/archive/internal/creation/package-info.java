/** Creates archives, and ensures that they are written completely. */
package dev.sengi.archive.internal.creation;
