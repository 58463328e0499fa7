package dev.sengi.internal.perform;

import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.plan.RestorePlan;
import java.util.ArrayList;
import java.util.List;

/** The commands for the large objects of a group, which an archive stores as a list of OIDs. */
final class LargeObjectCommands {
    private static final String OBJECT = "LARGE OBJECT ";

    private LargeObjectCommands() {}

    /**
     * Returns a command for each large object of the group.
     *
     * @param group a {@code BLOB METADATA} entry, whose definition lists OIDs, one per line
     */
    static List<String> forEach(TocEntry group, String before, String after) {
        List<String> commands = new ArrayList<>();
        String oids = group.defn() == null ? "" : group.defn();
        int start = 0;
        for (int end = oids.indexOf('\n'); end >= 0; end = oids.indexOf('\n', start)) {
            commands.add(before + oids.substring(start, end) + after + ";\n");
            start = end + 1;
        }
        commands.add("\n");
        return commands;
    }

    /**
     * Returns each of a group's grants for every large object of the group, as the archive contains them only for the
     * first.
     *
     * @param acl an {@code ACL} entry tagged {@code LARGE OBJECTS}
     */
    static List<String> grants(TocEntry acl, RestorePlan plan) {
        int dumpId = acl.dependencies().isEmpty() ? 0 : acl.dependencies().get(0);
        TocEntry group = plan.largeObjectGroup(dumpId);
        if (group == null) {
            throw new SengiException("could not find entry for ID " + dumpId);
        }
        List<String> commands = new ArrayList<>();
        String before = "";
        for (String grant : statements(acl.defn())) {
            int object = unquotedIndexOf(grant, OBJECT);
            if (object < 0) {
                // SET and RESET SESSION AUTHORIZATION surround grants by roles other than the owner.
                before += grant + ";\n";
                continue;
            }
            int oid = object + OBJECT.length();
            int rest = oid;
            while (rest < grant.length() && Character.isDigit(grant.charAt(rest))) {
                rest++;
            }
            List<String> ofGrant = forEach(group, grant.substring(0, oid), grant.substring(rest));
            ofGrant.set(0, before + ofGrant.get(0));
            commands.addAll(ofGrant);
            before = "";
        }
        if (commands.isEmpty()) {
            return List.of(before);
        }
        // Not a separate command, because only objects' commands count towards the size of a transaction.
        int last = Math.max(0, commands.size() - 2);
        commands.set(last, commands.get(last) + before);
        return commands;
    }

    private static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        String rest = text;
        for (int end = unquotedIndexOf(rest, ";"); end >= 0; end = unquotedIndexOf(rest, ";")) {
            statements.add(rest.substring(0, end));
            rest = rest.substring(end + 1).stripLeading();
        }
        return statements;
    }

    private static int unquotedIndexOf(String text, String wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && text.startsWith(wanted, i)) {
                return i;
            }
        }
        return -1;
    }
}
