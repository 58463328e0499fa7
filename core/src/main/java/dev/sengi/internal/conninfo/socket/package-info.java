/** The sockets through which the driver connects: TCP and Unix-domain sockets, encrypted or not. */
package dev.sengi.internal.conninfo.socket;
