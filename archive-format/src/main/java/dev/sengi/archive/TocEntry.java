package dev.sengi.archive;

import dev.sengi.archive.internal.traits.EntryTraits;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive's table of contents: an object's definition, a table's data, a comment, a grant.
 *
 * <p>Immutable apart from its attachment, and equal to entries with the same components. A component that an archive
 * omits is {@code null}, which differs from an empty string. An empty {@code tablespace} is the database's default;
 * null means that objects of this kind have no tablespace. An empty {@code owner} is printed as nothing, null as
 * {@code -}.
 *
 * <p>Whoever builds an entry can attach an object to it, such as the source of its data. Archives do not store it, and
 * equality ignores it.
 */
public final class TocEntry {
    private static final long MAX_OID = 0xffff_ffffL;
    /** PostgreSQL's {@code "char"} is a byte. */
    private static final int MAX_RELKIND = 0xff;

    private final int dumpId;
    private final boolean hadDumper;
    private final long tableoid;
    private final long oid;
    private final String tag;
    private final String desc;
    /** Derived from {@code desc}, and cached because it is needed several times. */
    private final EntryType type;

    private final Section section;
    private final @Nullable String defn;
    private final @Nullable String dropStmt;
    private final @Nullable String copyStmt;
    private final @Nullable String namespace;
    private final @Nullable String tablespace;
    private final @Nullable String tableam;
    private final char relkind;
    private final @Nullable String owner;
    private final List<Integer> dependencies;
    private final @Nullable Object attachment;

    private TocEntry(Builder builder) {
        if (builder.dumpId <= 0) {
            throw new IllegalArgumentException("dump ID is not positive: " + builder.dumpId);
        }
        requireOid(builder.tableoid);
        requireOid(builder.oid);
        if (builder.relkind > MAX_RELKIND) {
            throw new IllegalArgumentException("relkind is out of range: " + (int) builder.relkind);
        }
        dumpId = builder.dumpId;
        hadDumper = builder.hadDumper;
        tableoid = builder.tableoid;
        oid = builder.oid;
        tag = Objects.requireNonNull(builder.tag, "tag");
        desc = Objects.requireNonNull(builder.desc, "desc");
        type = EntryType.of(desc);
        section = builder.section == null ? EntryTraits.of(type).usualSection() : builder.section;
        defn = builder.defn;
        dropStmt = builder.dropStmt;
        copyStmt = builder.copyStmt;
        namespace = builder.namespace;
        tablespace = builder.tablespace;
        tableam = builder.tableam;
        relkind = builder.relkind;
        owner = builder.owner;
        dependencies = List.copyOf(builder.dependencies);
        attachment = builder.attachment;
    }

    private static void requireOid(long value) {
        if (value < 0 || value > MAX_OID) {
            throw new IllegalArgumentException("OID is out of range: " + value);
        }
    }

    /** {@return the entry's number, positive, and unique in an undamaged archive} */
    public int dumpId() {
        return dumpId;
    }

    /** {@return whether the archive contains data for the entry (table data and large objects)} */
    public boolean hadDumper() {
        return hadDumper;
    }

    /** {@return OID of the system catalog that describes the object, or 0 (unsigned 32 bits)} */
    public long tableoid() {
        return tableoid;
    }

    /** {@return OID of the object in that catalog, or 0 (unsigned 32 bits)} */
    public long oid() {
        return oid;
    }

    /** {@return the object's human-readable name, unquoted for most kinds} */
    public String tag() {
        return tag;
    }

    /** {@return the object's kind, such as {@code TABLE} or {@code FK CONSTRAINT}} */
    public String desc() {
        return desc;
    }

    /** {@return when the entry is restored} */
    public Section section() {
        return section;
    }

    /** {@return the SQL that creates the object, or null (for {@code BLOB METADATA} a list of OIDs, one per line)} */
    public @Nullable String defn() {
        return defn;
    }

    /** {@return the SQL that drops the object, or null} */
    public @Nullable String dropStmt() {
        return dropStmt;
    }

    /** {@return the COPY command that precedes the data, or null} */
    public @Nullable String copyStmt() {
        return copyStmt;
    }

    /** {@return the schema's unquoted name, or null} */
    public @Nullable String namespace() {
        return namespace;
    }

    /** {@return the tablespace's name, empty for the default, or null} */
    public @Nullable String tablespace() {
        return tablespace;
    }

    /** {@return the table access method, or null} */
    public @Nullable String tableam() {
        return tableam;
    }

    /** {@return {@code pg_class.relkind}, or 0 if the object is not a relation} */
    public char relkind() {
        return relkind;
    }

    /** {@return the owning role's name, empty, or null} */
    public @Nullable String owner() {
        return owner;
    }

    /** {@return dump IDs of the entries that this one needs; may name entries that the archive does not contain} */
    public List<Integer> dependencies() {
        return dependencies;
    }

    /**
     * Returns what was attached to the entry when it was built. Entries that were read from an archive have no
     * attachment.
     *
     * @param <T> the attachment's type
     * @param wanted the class or interface of the attachment
     * @return the attachment, or null if there is none of that type
     */
    public <T> @Nullable T attachment(Class<T> wanted) {
        return wanted.isInstance(attachment) ? wanted.cast(attachment) : null;
    }

    /** {@return the type of entries with this {@code desc}} */
    public EntryType type() {
        return type;
    }

    /**
     * {@return a builder for the entry with the given number}
     *
     * @param dumpId the entry's number, positive
     */
    public static Builder builder(int dumpId) {
        return new Builder(dumpId);
    }

    /** {@return a builder that starts from this entry} */
    public Builder toBuilder() {
        Builder builder = new Builder(dumpId);
        builder.hadDumper = hadDumper;
        builder.tableoid = tableoid;
        builder.oid = oid;
        builder.tag = tag;
        builder.desc = desc;
        builder.section = section;
        builder.defn = defn;
        builder.dropStmt = dropStmt;
        builder.copyStmt = copyStmt;
        builder.namespace = namespace;
        builder.tablespace = tablespace;
        builder.tableam = tableam;
        builder.relkind = relkind;
        builder.owner = owner;
        builder.dependencies = dependencies;
        builder.attachment = attachment;
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof TocEntry entry && components().equals(entry.components()));
    }

    @Override
    public int hashCode() {
        return components().hashCode();
    }

    private List<@Nullable Object> components() {
        return Arrays.asList(
                dumpId,
                hadDumper,
                tableoid,
                oid,
                tag,
                desc,
                section,
                defn,
                dropStmt,
                copyStmt,
                namespace,
                tablespace,
                tableam,
                relkind,
                owner,
                dependencies);
    }

    /** Returns the number, type, schema and name of the entry; for logs and debuggers. */
    @Override
    public String toString() {
        return "TocEntry[" + dumpId + " " + desc + (namespace == null ? "" : " " + namespace) + " " + tag + "]";
    }

    /** Collects an entry's components; not thread-safe. */
    public static final class Builder {
        private final int dumpId;
        private boolean hadDumper;
        private long tableoid;
        private long oid;
        private @Nullable String tag;
        private @Nullable String desc;
        private @Nullable Section section;
        private @Nullable String defn;
        private @Nullable String dropStmt;
        private @Nullable String copyStmt;
        private @Nullable String namespace;
        private @Nullable String tablespace;
        private @Nullable String tableam;
        private char relkind;
        private @Nullable String owner;
        private List<Integer> dependencies = List.of();
        private @Nullable Object attachment;

        private Builder(int dumpId) {
            this.dumpId = dumpId;
        }

        /**
         * Sets whether the archive contains data for the entry; false by default.
         *
         * @param value whether there are data
         * @return this
         */
        public Builder hadDumper(boolean value) {
            hadDumper = value;
            return this;
        }

        /**
         * Sets the object's catalog ID: the catalog's OID and the object's.
         *
         * @param tableoidValue OID of the system catalog, or 0 (unsigned 32 bits)
         * @param oidValue OID of the object in it, or 0 (unsigned 32 bits)
         * @return this
         */
        public Builder catalogId(long tableoidValue, long oidValue) {
            tableoid = tableoidValue;
            oid = oidValue;
            return this;
        }

        /**
         * Sets the object's name; required.
         *
         * @param value the name, unquoted for most kinds
         * @return this
         */
        public Builder tag(String value) {
            tag = Objects.requireNonNull(value, "tag");
            return this;
        }

        /**
         * Sets the object's kind; required.
         *
         * @param value the kind, such as {@code TABLE}
         * @return this
         */
        public Builder desc(String value) {
            desc = Objects.requireNonNull(value, "desc");
            return this;
        }

        /**
         * Sets the section; by default, the one to which pg_dump usually assigns entries of this kind, such as {@link
         * Section#DATA} for {@code TABLE DATA}. It is {@link Section#NONE} for comments, security labels and grants, which
         * belong to the section of the entry before them, and {@link Section#PRE_DATA} for unknown kinds.
         *
         * @param value when the entry is restored
         * @return this
         */
        public Builder section(Section value) {
            section = Objects.requireNonNull(value, "section");
            return this;
        }

        /**
         * Sets the SQL that creates the object.
         *
         * @param value the SQL, or null
         * @return this
         */
        public Builder defn(@Nullable String value) {
            defn = value;
            return this;
        }

        /**
         * Sets the SQL that drops the object.
         *
         * @param value the SQL, or null
         * @return this
         */
        public Builder dropStmt(@Nullable String value) {
            dropStmt = value;
            return this;
        }

        /**
         * Sets the COPY command that precedes the data.
         *
         * @param value the command, or null
         * @return this
         */
        public Builder copyStmt(@Nullable String value) {
            copyStmt = value;
            return this;
        }

        /**
         * Sets the schema.
         *
         * @param value the schema's unquoted name, or null
         * @return this
         */
        public Builder namespace(@Nullable String value) {
            namespace = value;
            return this;
        }

        /**
         * Sets the tablespace.
         *
         * @param value the name, empty for the database's default, or null
         * @return this
         */
        public Builder tablespace(@Nullable String value) {
            tablespace = value;
            return this;
        }

        /**
         * Sets the table access method.
         *
         * @param value the name, or null
         * @return this
         */
        public Builder tableam(@Nullable String value) {
            tableam = value;
            return this;
        }

        /**
         * Sets {@code pg_class.relkind}.
         *
         * @param value the kind of relation, or 0
         * @return this
         */
        public Builder relkind(char value) {
            relkind = value;
            return this;
        }

        /**
         * Sets the owner.
         *
         * @param value the role's name, empty, or null
         * @return this
         */
        public Builder owner(@Nullable String value) {
            owner = value;
            return this;
        }

        /**
         * Sets the dependencies; none by default.
         *
         * @param value dump IDs of the entries that this one needs
         * @return this
         */
        public Builder dependencies(List<Integer> value) {
            dependencies = Objects.requireNonNull(value, "dependencies");
            return this;
        }

        /**
         * Attaches an object to the entry, such as the source of its data. Archives do not store it.
         *
         * @param value any object, which should be immutable because entries are shared by threads, or null
         * @return this
         */
        public Builder attachment(@Nullable Object value) {
            attachment = value;
            return this;
        }

        /**
         * {@return the entry}
         *
         * @throws NullPointerException if the tag or the type is missing
         * @throws IllegalArgumentException if the dump ID is not positive, an OID has more than 32 bits or is negative,
         *     or the relkind has more than 8 bits
         */
        public TocEntry build() {
            return new TocEntry(this);
        }
    }
}
