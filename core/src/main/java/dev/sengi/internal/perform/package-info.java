/** How a plan is performed: the commands of each step, in order, for a script or a database. */
package dev.sengi.internal.perform;
