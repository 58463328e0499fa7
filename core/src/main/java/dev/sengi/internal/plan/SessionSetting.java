package dev.sengi.internal.plan;

/**
 * A setting that holds throughout a restore.
 *
 * @param parameter its name
 * @param statement that makes it, with its semicolon and line end
 */
public record SessionSetting(String parameter, String statement) {

    static SessionSetting of(String parameter, String value) {
        return new SessionSetting(parameter, "SET " + parameter + " = " + value + ";\n");
    }
}
