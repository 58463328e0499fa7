package dev.sengi.cli.command;

import dev.sengi.internal.conninfo.ClientEnvironment;
import dev.sengi.internal.conninfo.PasswordPrompt;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * All that a command has of the world outside.
 *
 * @param in standard input
 * @param out standard output, buffered; the command flushes it
 * @param err standard error
 * @param client what connections take from the process
 * @param prompt asks for passwords
 * @param termination what happens when the process is told to end
 */
public record Environment(
        InputStream in,
        OutputStream out,
        PrintStream err,
        ClientEnvironment client,
        PasswordPrompt prompt,
        Termination termination) {}
