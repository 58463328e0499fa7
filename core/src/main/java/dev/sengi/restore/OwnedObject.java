package dev.sengi.restore;

import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.ddl.Quoting;
import java.util.Optional;

/** What {@code ALTER … OWNER TO} calls an object. */
final class OwnedObject {
    private OwnedObject() {}

    /**
     * Returns the object's kind and name, or nothing for kinds without an owner of their own.
     *
     * @throws SengiException for a kind that is not known
     */
    static Optional<String> of(TocEntry entry, Quoting quoting) {
        return switch (entry.desc()) {
            case "COLLATION",
                    "CONVERSION",
                    "DATABASE",
                    "DOMAIN",
                    "EVENT TRIGGER",
                    "FOREIGN DATA WRAPPER",
                    "FOREIGN TABLE",
                    "MATERIALIZED VIEW",
                    "PROCEDURAL LANGUAGE",
                    "PUBLICATION",
                    "SCHEMA",
                    "SEQUENCE",
                    "SERVER",
                    "STATISTICS",
                    "SUBSCRIPTION",
                    "TABLE",
                    "TEXT SEARCH CONFIGURATION",
                    "TEXT SEARCH DICTIONARY",
                    "TYPE",
                    "VIEW" -> Optional.of(entry.desc() + " " + quoting.qualified(entry.namespace(), entry.tag()));
            case "BLOB" -> Optional.of("LARGE OBJECT " + entry.tag());
            case "AGGREGATE", "FUNCTION", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "PROCEDURE" ->
                Optional.of(dropped(entry.dropStmt()));
            case "CAST",
                    "CHECK CONSTRAINT",
                    "CONSTRAINT",
                    "DATABASE PROPERTIES",
                    "DEFAULT",
                    "FK CONSTRAINT",
                    "INDEX",
                    "POLICY",
                    "ROW SECURITY",
                    "RULE",
                    "TRIGGER",
                    "USER MAPPING" -> Optional.empty();
            default -> throw new SengiException("don't know how to set owner for object type \"" + entry.desc() + "\"");
        };
    }

    /** Returns the object of a DROP command: names with arguments are written there as ALTER needs them. */
    private static String dropped(String dropStmt) {
        int end = dropStmt.length();
        while (end > "DROP ".length() && (dropStmt.charAt(end - 1) == '\n' || dropStmt.charAt(end - 1) == ';')) {
            end--;
        }
        return dropStmt.substring("DROP ".length(), end);
    }
}
