package dev.sengi.internal.perform;

/**
 * Text that is sent to the server as one query, or written to a script.
 *
 * @param text one or more statements with the blank lines that follow them in a script, as in the archive
 * @param sent the text to send to the server
 * @param failure the error message for a failure, which the server's message completes
 * @param onFailure how a failure is handled
 */
public record SqlCommand(String text, String sent, String failure, OnFailure onFailure) {

    /** How the failure of a command is reported. */
    public enum OnFailure {
        /** Reports an error with the command's text. */
        SHOW_COMMAND,
        /** Reports an error without the text: the command comes from the restore itself, not from the archive. */
        HIDE_COMMAND,
        /** Ends the restore. */
        GIVE_UP
    }

    /** Creates a command that is sent unchanged. */
    public SqlCommand(String text, String failure, OnFailure onFailure) {
        this(text, text, failure, onFailure);
    }

    /** Returns the command with a different text to send. */
    public SqlCommand sentAs(String other) {
        return new SqlCommand(text, other, failure, onFailure);
    }

    /** Returns the command with a different text for messages. */
    public SqlCommand shownAs(String other) {
        return new SqlCommand(other, sent, failure, onFailure);
    }

    /** Returns a command from the archive, or one derived from its content. */
    public static SqlCommand of(String text) {
        return of(text, OnFailure.SHOW_COMMAND);
    }

    static SqlCommand of(String text, OnFailure onFailure) {
        return new SqlCommand(text, "could not execute query", onFailure);
    }

    /** Returns a command that prepares the session; the statement is passed without its semicolon. */
    static SqlCommand setting(String statement, String failure) {
        return new SqlCommand(statement + ";\n\n", failure, OnFailure.HIDE_COMMAND);
    }
}
