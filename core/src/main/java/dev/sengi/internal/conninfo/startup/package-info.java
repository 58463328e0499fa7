/**
 * How a session starts: what is sent in place of the driver's first message, and which of the server's answers reach
 * the driver.
 */
package dev.sengi.internal.conninfo.startup;
