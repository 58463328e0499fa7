package dev.sengi.archive.internal.traits;

import dev.sengi.archive.EntryType;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tags of comments, security labels and grants. They name the object as COMMENT does: {@code TABLE item}, {@code
 * COLUMN item.price}, {@code TRIGGER audit ON item}. Names are quoted where necessary, so that an upper-case letter
 * belongs to a keyword.
 *
 * <p>Grants use {@code TABLE} for views and foreign tables, too. In archives from before PostgreSQL 11, their tags contain
 * only a name.
 */
public final class AnnotationTag {
    private static final String TABLE = "TABLE ";
    private static final String TYPE = "TYPE ";
    private static final String COLUMN = "COLUMN ";
    private static final String ON = " ON ";

    private static final Map<String, EntryType> BY_SQL_NAME = new HashMap<>();
    private static final int LONGEST_SQL_NAME;

    static {
        int longest = 0;
        for (EntryType type : EntryType.values()) {
            // All kinds of constraints have the same name.
            String name = EntryTraits.of(type).sqlName(type.desc());
            BY_SQL_NAME.putIfAbsent(name, type);
            longest = Math.max(longest, name.length());
        }
        LONGEST_SQL_NAME = longest;
    }

    private AnnotationTag() {}

    /** Returns the type of the object that a tag names; {@link EntryType#UNKNOWN} if the tag does not show it. */
    public static EntryType typeOf(String tag) {
        for (int end = endOfKeywords(tag); end > 0; end = tag.lastIndexOf(' ', end - 1)) {
            EntryType type = BY_SQL_NAME.get(tag.substring(0, end));
            if (type != null) {
                return type;
            }
        }
        return EntryType.UNKNOWN;
    }

    /** Returns the position of the last space that follows upper-case words only; -1 if there is none. */
    private static int endOfKeywords(String tag) {
        int end = -1;
        for (int i = 0; i < Math.min(tag.length(), LONGEST_SQL_NAME + 1); i++) {
            char c = tag.charAt(i);
            if (c == ' ') {
                end = i;
            } else if (c < 'A' || c > 'Z') {
                break;
            }
        }
        return end;
    }

    /** Returns the tag of grants on a table, view or foreign table. */
    public static String ofRelation(String name) {
        return TABLE + name;
    }

    /**
     * Returns the tag of annotations on what belongs to a table.
     *
     * @param sqlName see {@link EntryTraits#sqlName}
     */
    public static String ofPart(String sqlName, String name, String table) {
        return sqlName + " " + name + ON + table;
    }

    /**
     * Returns the possible tags of the relation or type to which the object belongs, starting with the most likely;
     * none for an object that does not belong to one. The stream creates them one by one, because a damaged tag may have
     * many dots.
     */
    public static Stream<String> owners(String tag) {
        if (tag.startsWith(COLUMN)) {
            return IntStream.iterate(
                            tag.lastIndexOf('.'), dot -> dot >= COLUMN.length(), dot -> tag.lastIndexOf('.', dot - 1))
                    .mapToObj(dot -> tag.substring(COLUMN.length(), dot))
                    .flatMap(name -> Stream.of(TABLE + name, TYPE + name));
        }
        return tag.contains(ON) ? Stream.of(TABLE + tag.substring(tag.lastIndexOf(ON) + ON.length())) : Stream.empty();
    }
}
