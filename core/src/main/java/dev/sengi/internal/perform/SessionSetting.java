package dev.sengi.internal.perform;

/**
 * A setting that holds for a whole restore.
 *
 * @param parameter the name of the setting
 * @param statement the statement that applies it, with its semicolon and line end
 */
public record SessionSetting(String parameter, String statement) {

    static SessionSetting of(String parameter, String value) {
        return new SessionSetting(parameter, "SET " + parameter + " = " + value + ";\n");
    }
}
