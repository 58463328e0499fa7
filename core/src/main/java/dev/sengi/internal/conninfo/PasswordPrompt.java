package dev.sengi.internal.conninfo;

import java.util.Optional;

/** Asks the user for a password. */
@FunctionalInterface
public interface PasswordPrompt {

    /** Shows the text and returns what the user typed, or nothing if no user can be asked. */
    Optional<String> ask(String text);

    /** When to ask for a password. */
    enum When {
        /** {@code -w}. */
        NEVER,
        /** If the server requests one and none is known. */
        NEEDED,
        /** {@code -W}: before connecting, even if it turns out not to be needed. */
        ALWAYS
    }
}
