package dev.sengi.internal.compare;

import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Group;
import dev.sengi.archive.internal.traits.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of an entry that concern its object rather than the session. */
final class Commands {
    private static final Pattern SESSION_USER = Pattern.compile("SET SESSION AUTHORIZATION .*;", Pattern.DOTALL);
    private static final String RESET_USER = "RESET SESSION AUTHORIZATION;";
    private static final Pattern SETTING =
            Pattern.compile("SET (?:default_tablespace|default_with_oids|search_path) = .*;", Pattern.DOTALL);
    /** A literal that ends like this, a default value for example, still has its quotation mark before the semicolon. */
    private static final Pattern SET_OWNER =
            Pattern.compile("ALTER .* OWNER TO (?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*);", Pattern.DOTALL);

    private static final Pattern PARTITIONED = Pattern.compile("\\)\\s+PARTITION BY ");
    /** The only access method of old servers and dumps. */
    private static final String USUAL_METHOD = "heap";

    private Commands() {}

    static List<String> of(ScriptEntry entry) {
        List<String> commands =
                EntryTraits.of(entry.type()).group() == Group.PRIVILEGE ? grants(entry) : definition(entry);
        List<String> all = new ArrayList<>();
        if (entry.tablespace() != null) {
            all.add("-- Tablespace: " + entry.tablespace());
        }
        if (EntryTraits.of(entry.type()).is(Trait.STORES_ROWS)
                && entry.accessMethod() != null
                && !entry.accessMethod().equals(USUAL_METHOD)
                && commands.stream()
                        .noneMatch(command -> PARTITIONED.matcher(command).find())) {
            all.add("SET default_table_access_method = " + entry.accessMethod() + ";");
        }
        all.addAll(commands);
        return all;
    }

    private static List<String> definition(ScriptEntry entry) {
        return entry.statements().stream()
                .filter(command ->
                        !isOfSession(command) && !SET_OWNER.matcher(command).matches())
                .toList();
    }

    private static boolean isOfSession(String command) {
        return command.equals(RESET_USER)
                || SESSION_USER.matcher(command).matches()
                || SETTING.matcher(command).matches();
    }

    /**
     * Returns grants, each with the preceding change of the session's user, if any, that makes another role the
     * grantor. Such a change at the end belongs to the next entry.
     */
    private static List<String> grants(ScriptEntry entry) {
        List<String> grants = new ArrayList<>();
        String user = null;
        List<String> asUser = new ArrayList<>();
        for (String command : entry.statements()) {
            if (SESSION_USER.matcher(command).matches()) {
                grants.addAll(asUser);
                asUser.clear();
                user = command;
            } else if (command.equals(RESET_USER)) {
                for (String grant : asUser) {
                    grants.add(user + "\n" + grant + "\n" + RESET_USER);
                }
                asUser.clear();
                user = null;
            } else if (user != null) {
                asUser.add(command);
            } else if (!isOfSession(command)) {
                grants.add(command);
            }
        }
        grants.addAll(asUser);
        return grants;
    }
}
