/** Connections, snapshots and their settings. */
package dev.sengi.session;
