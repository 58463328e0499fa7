package dev.sengi.internal.plan;

/**
 * A text that is sent to the server as one query, or written to a script.
 *
 * @param text one or more statements, and the blank lines that follow them in a script, as the archive has it
 * @param sent the same as the server is to get it
 * @param failure what could not be done if it fails, which the server's message completes
 * @param onFailure what is said and done then
 */
public record SqlCommand(String text, String sent, String failure, OnFailure onFailure) {

    /** How the failure of a command is reported. */
    public enum OnFailure {
        /** An error with the command's text. */
        SHOW_COMMAND,
        /** An error without it: the command is the restore's own, not the archive's. */
        HIDE_COMMAND,
        /** The end of the restore. */
        GIVE_UP
    }

    /** A command that is sent as it is. */
    public SqlCommand(String text, String failure, OnFailure onFailure) {
        this(text, text, failure, onFailure);
    }

    /** Returns the command, to be sent as another text. */
    public SqlCommand sentAs(String other) {
        return new SqlCommand(text, other, failure, onFailure);
    }

    /** A command from the archive, or made of what is in it. */
    public static SqlCommand of(String text) {
        return new SqlCommand(text, "could not execute query", OnFailure.SHOW_COMMAND);
    }

    /** A command that prepares the session, without its semicolon. */
    static SqlCommand setting(String statement, String failure) {
        return new SqlCommand(statement + ";\n\n", failure, OnFailure.HIDE_COMMAND);
    }
}
