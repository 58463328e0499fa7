package dev.sengi.internal.restore.plain;

import dev.sengi.SengiException;
import dev.sengi.internal.script.read.PsqlCommand;
import java.util.List;

/**
 * The psql commands that a script may contain: those that pg_dump and pg_dumpall write. All others are rejected,
 * because they can run programs and read files.
 *
 * <p>After {@code \restrict}, no command is allowed except the one that lifts it with the same key, which content of
 * the dumped database cannot know.
 */
final class CommandRules {
    private static final String REUSE = "-reuse-previous=on";

    private final boolean oneTransaction;
    private String key;

    /** @param oneTransaction whether the whole script is one transaction, which cannot span two connections */
    CommandRules(boolean oneTransaction) {
        this.oneTransaction = oneTransaction;
    }

    /** Returns the same rules in their initial state. */
    CommandRules another() {
        return new CommandRules(oneTransaction);
    }

    /** @throws SengiException if the command must not be executed */
    void check(PsqlCommand command) {
        String name = command.name();
        if (key != null && !name.equals("unrestrict")) {
            throw command.refused("is not allowed between \\restrict and \\unrestrict");
        }
        switch (name) {
            case "restrict" -> key = command.argument();
            case "unrestrict" -> unrestrict(command);
            case "encoding" -> command.argument();
            case "connect" -> {
                if (oneTransaction) {
                    throw command.refused("cannot be part of a single transaction");
                }
                database(command);
            }
            default -> throw command.refused("is not supported: use psql");
        }
    }

    private void unrestrict(PsqlCommand command) {
        if (key == null) {
            throw command.refused("has no preceding \\restrict");
        }
        if (!key.equals(command.argument())) {
            throw command.refused("has the wrong key");
        }
        key = null;
    }

    /** Returns the name of the database that {@code \connect} selects, with one character for each byte. */
    static String database(PsqlCommand connect) {
        List<String> arguments = connect.arguments();
        boolean reuses = arguments.size() == 2 && arguments.get(0).equals(REUSE);
        if (arguments.size() != 1 && !reuses) {
            throw connect.refused("has arguments that are not supported");
        }
        String target = arguments.get(arguments.size() - 1);
        if (target.contains("=")) {
            return valueOfDbname(connect, target);
        }
        if (target.isEmpty() || target.equals("-") || target.contains("://")) {
            throw connect.refused("has arguments that are not supported");
        }
        return target;
    }

    /** Reads {@code dbname='my db'}, where quotes and backslashes are escaped with a backslash. */
    private static String valueOfDbname(PsqlCommand connect, String connectionString) {
        String prefix = "dbname='";
        int last = connectionString.length() - 1;
        if (!connectionString.startsWith(prefix) || last < prefix.length() || connectionString.charAt(last) != '\'') {
            throw connect.refused("has a connection string that is not supported");
        }
        StringBuilder name = new StringBuilder();
        for (int i = prefix.length(); i < last; i++) {
            char c = connectionString.charAt(i);
            if (c == '\'' || (c == '\\' && i + 1 == last)) {
                throw connect.refused("has a connection string that is not supported");
            }
            name.append(c == '\\' ? connectionString.charAt(++i) : c);
        }
        return name.toString();
    }
}
