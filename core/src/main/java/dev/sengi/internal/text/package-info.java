/** Text that comes from the process environment or goes to terminals. */
package dev.sengi.internal.text;
