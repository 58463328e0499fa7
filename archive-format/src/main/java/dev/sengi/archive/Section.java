package dev.sengi.archive;

/**
 * The part of a restore to which a TOC entry belongs.
 *
 * <p>The codes are those stored in archives since version 1.11.
 */
public enum Section {
    /** Comments, labels and ACLs: they follow the section of the entry before them. */
    NONE(1),
    /** Definitions that the data need. */
    PRE_DATA(2),
    /** Table data, large objects and sequence positions. */
    DATA(3),
    /** Definitions that are better created after the data are loaded. */
    POST_DATA(4);

    private final int code;

    Section(int code) {
        this.code = code;
    }

    /** {@return the number that represents this section in an archive} */
    public int code() {
        return code;
    }
}
