/** What every command is made of: arguments in, messages and an exit code out. */
package dev.sengi.cli.command;
