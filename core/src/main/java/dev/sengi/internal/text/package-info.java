/** Text that comes from the process and goes to terminals. */
package dev.sengi.internal.text;
