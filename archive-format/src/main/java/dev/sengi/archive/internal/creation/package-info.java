/** Creates archives, and makes sure that they are written completely. */
package dev.sengi.archive.internal.creation;
