package dev.sengi.internal.ddl;

import java.util.ArrayList;
import java.util.List;

/**
 * An ACL item's privileges as keywords, with those held with grant option kept apart.
 *
 * @param plain those without grant option, such as {@code SELECT,INSERT} or {@code ALL}, or empty
 * @param grantable those with grant option, in the same form
 */
record Privileges(String plain, String grantable) {

    private record Word(char letter, String keyword) {}

    /**
     * Converts the letters of an ACL item.
     *
     * @param type the type of object, as GRANT names it
     * @param column the quoted column that they apply to, or null
     */
    static Privileges of(String type, String letters, String column) {
        String suffix = column == null ? "" : "(" + column + ")";
        List<String> plain = new ArrayList<>();
        List<String> grantable = new ArrayList<>();
        boolean allPlain = true;
        boolean allGrantable = true;
        for (Word word : words(type, column != null)) {
            int at = letters.indexOf(word.letter());
            if (at < 0) {
                allPlain = false;
                allGrantable = false;
            } else if (at + 1 < letters.length() && letters.charAt(at + 1) == '*') {
                grantable.add(word.keyword() + suffix);
                allPlain = false;
            } else {
                plain.add(word.keyword() + suffix);
                allGrantable = false;
            }
        }
        if (allGrantable) {
            return new Privileges("", "ALL" + suffix);
        } else if (allPlain) {
            return new Privileges("ALL" + suffix, "");
        }
        return new Privileges(String.join(",", plain), String.join(",", grantable));
    }

    /** Returns the privileges that a type of object has, in the order in which pg_dump writes them. */
    private static List<Word> words(String type, boolean ofColumn) {
        List<Word> words = new ArrayList<>();
        switch (type) {
            case "TABLE", "TABLES", "SEQUENCE", "SEQUENCES" -> {
                words.add(new Word('r', "SELECT"));
                if (type.startsWith("SEQUENCE")) {
                    words.add(new Word('U', "USAGE"));
                } else {
                    words.add(new Word('a', "INSERT"));
                    words.add(new Word('x', "REFERENCES"));
                    if (!ofColumn) {
                        words.add(new Word('d', "DELETE"));
                        words.add(new Word('t', "TRIGGER"));
                        words.add(new Word('D', "TRUNCATE"));
                        words.add(new Word('m', "MAINTAIN"));
                    }
                }
                words.add(new Word('w', "UPDATE"));
            }
            case "FUNCTION", "FUNCTIONS", "PROCEDURE", "PROCEDURES" -> words.add(new Word('X', "EXECUTE"));
            case "LANGUAGE", "TYPE", "TYPES", "FOREIGN DATA WRAPPER", "FOREIGN SERVER" ->
                words.add(new Word('U', "USAGE"));
            case "SCHEMA", "SCHEMAS" -> {
                words.add(new Word('C', "CREATE"));
                words.add(new Word('U', "USAGE"));
            }
            case "DATABASE" -> {
                words.add(new Word('C', "CREATE"));
                words.add(new Word('c', "CONNECT"));
                words.add(new Word('T', "TEMPORARY"));
            }
            case "TABLESPACE" -> words.add(new Word('C', "CREATE"));
            case "PARAMETER" -> {
                words.add(new Word('s', "SET"));
                words.add(new Word('A', "ALTER SYSTEM"));
            }
            case "LARGE OBJECT", "LARGE OBJECTS" -> {
                words.add(new Word('r', "SELECT"));
                words.add(new Word('w', "UPDATE"));
            }
            default -> throw new IllegalArgumentException("no privileges are known for a " + type);
        }
        return words;
    }
}
