/** Connections, snapshots and their settings. */
package dev.sengi.internal.session;
