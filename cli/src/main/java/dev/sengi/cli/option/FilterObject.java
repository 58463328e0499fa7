package dev.sengi.cli.option;

import java.util.Locale;

/** The object type in a line of a filter file. */
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

    /** Returns the type for a keyword, ignoring case, or null if it is unknown. */
    public static FilterObject of(String keyword) {
        for (FilterObject object : values()) {
            if (object.name().equalsIgnoreCase(keyword)) {
                return object;
            }
        }
        return null;
    }

    /** Returns the type's name in messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
