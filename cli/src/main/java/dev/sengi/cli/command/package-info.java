/** What all commands share: arguments in, messages and an exit code out. */
package dev.sengi.cli.command;
