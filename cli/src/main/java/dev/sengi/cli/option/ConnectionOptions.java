package dev.sengi.cli.option;

import dev.sengi.cli.command.Environment;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.conninfo.PasswordPrompt;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;

/** The connection options. */
public final class ConnectionOptions {
    private PasswordPrompt.When when = PasswordPrompt.When.NEEDED;

    /** Records {@code -w} and {@code -W}, of which the last one wins; ignores all other options. */
    public void take(CommandOption option) {
        if (option.longNames().contains("no-password")) {
            when = PasswordPrompt.When.NEVER;
        } else if (option.longNames().contains("password")) {
            when = PasswordPrompt.When.ALWAYS;
        }
    }

    public ConninfoSource source(
            String host, String port, String user, String dbname, String program, Environment environment) {
        return source(new ConnectionRequest(host, port, user, dbname, null, program), environment);
    }

    public ConninfoSource source(ConnectionRequest request, Environment environment) {
        return new ConninfoSource(request, environment.client(), when, environment.prompt());
    }
}
