package dev.sengi.cli.option;

import java.util.Locale;

/** What a line of a filter file is about. */
public enum FilterObject {
    EXTENSION,
    FOREIGN_DATA,
    FUNCTION,
    INDEX,
    SCHEMA,
    TABLE,
    TABLE_AND_CHILDREN,
    TABLE_DATA,
    TABLE_DATA_AND_CHILDREN,
    TRIGGER,
    DATABASE;

    /** Returns the object of a keyword, whatever its case, or null. */
    public static FilterObject of(String keyword) {
        for (FilterObject object : values()) {
            if (object.name().equalsIgnoreCase(keyword)) {
                return object;
            }
        }
        return null;
    }

    /** Returns the object as messages name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
