package dev.sengi.internal.conninfo;

import java.util.Optional;

/** Asks the user for a password. */
@FunctionalInterface
public interface PasswordPrompt {

    /** Shows the text and returns what was typed, or nothing where nobody can be asked. */
    Optional<String> ask(String text);

    /** When a password is asked for. */
    enum When {
        /** {@code -w}. */
        NEVER,
        /** When the server wants one and none is known. */
        NEEDED,
        /** {@code -W}: before connecting, even where it will not be needed. */
        ALWAYS
    }
}
