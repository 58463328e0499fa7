package dev.sengi.cli.command;

import dev.sengi.internal.conninfo.PasswordPrompt;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A command's view of the outside world.
 *
 * @param in standard input
 * @param out standard output, buffered; the command flushes it
 * @param err standard error
 * @param client the parts of the process's environment that connections use
 * @param prompt asks for passwords
 * @param termination handles requests to end the process
 */
public record Environment(
        InputStream in,
        OutputStream out,
        StandardError err,
        ClientEnvironment client,
        PasswordPrompt prompt,
        Termination termination) {

    /** Returns a writer of standard output, which the command flushes. */
    public Writer writer() {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Returns the same environment, except that what libpq would print goes through a command's messages. */
    Environment reportingTo(Messages messages) {
        return new Environment(in, out, err, client.warning(messages::fromLibpq), prompt, termination);
    }
}
