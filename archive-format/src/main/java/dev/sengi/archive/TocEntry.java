package dev.sengi.archive;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive's table of contents: an object's definition, a table's data, a comment, a grant.
 *
 * <p>Immutable. A component that archives may omit is {@code null}, which differs from an empty string: an empty {@code
 * tablespace} is the database's default, a null one means that the kind has none; an empty {@code owner} is printed as
 * nothing, a null one as {@code -}.
 *
 * @param dumpId the entry's number, unique in the archive, positive
 * @param hadDumper whether the archive contains data for the entry (table data and large objects)
 * @param tableoid OID of the system catalog that describes the object, or 0 (unsigned 32 bits)
 * @param oid OID of the object in that catalog, or 0 (unsigned 32 bits)
 * @param tag the object's human-readable name, unquoted for most kinds
 * @param desc the object's kind, such as {@code TABLE} or {@code FK CONSTRAINT}
 * @param section when the entry is restored
 * @param defn the SQL that creates the object, or null (for {@code BLOB METADATA} a list of OIDs, one per line)
 * @param dropStmt the SQL that drops the object, or null
 * @param copyStmt the COPY command that precedes the data, or null
 * @param namespace the schema's unquoted name, or null
 * @param tablespace the tablespace's name, empty for the default, or null
 * @param tableam the table access method, or null
 * @param relkind {@code pg_class.relkind}, or 0 if the object is not a relation
 * @param owner the owning role's name, empty, or null
 * @param dependencies dump IDs of the entries that this one needs; may name entries that the archive does not contain
 */
public record TocEntry(
        int dumpId,
        boolean hadDumper,
        long tableoid,
        long oid,
        String tag,
        String desc,
        Section section,
        @Nullable String defn,
        @Nullable String dropStmt,
        @Nullable String copyStmt,
        @Nullable String namespace,
        @Nullable String tablespace,
        @Nullable String tableam,
        char relkind,
        @Nullable String owner,
        List<Integer> dependencies) {

    /**
     * Creates an entry.
     *
     * @param dumpId positive
     * @param hadDumper true if there are data
     * @param tableoid 0 if there is none
     * @param oid 0 if there is none
     * @param tag not null
     * @param desc not null
     * @param section not null
     * @param defn may be null
     * @param dropStmt may be null
     * @param copyStmt may be null
     * @param namespace may be null
     * @param tablespace may be null
     * @param tableam may be null
     * @param relkind 0 if the object is not a relation
     * @param owner may be null
     * @param dependencies not null; copied
     */
    public TocEntry {
        if (dumpId <= 0) {
            throw new IllegalArgumentException("dump ID is not positive: " + dumpId);
        }
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(desc, "desc");
        Objects.requireNonNull(section, "section");
        dependencies = List.copyOf(dependencies);
    }

    /** {@return the type of entries with this {@code desc}} */
    public EntryType type() {
        return EntryType.of(desc);
    }

    /** {@return the pass in which a restore creates this entry's object} */
    public EntryTraits.Pass pass() {
        return EntryType.passOf(this);
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
        return builder;
    }

    /** Collects an entry's components; not thread-safe. */
    public static final class Builder {
        private final int dumpId;
        private boolean hadDumper;
        private long tableoid;
        private long oid;
        private @Nullable String tag;
        private @Nullable String desc;
        private Section section = Section.PRE_DATA;
        private @Nullable String defn;
        private @Nullable String dropStmt;
        private @Nullable String copyStmt;
        private @Nullable String namespace;
        private @Nullable String tablespace;
        private @Nullable String tableam;
        private char relkind;
        private @Nullable String owner;
        private List<Integer> dependencies = List.of();

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
         * @param tableoidValue OID of the system catalog
         * @param oidValue OID of the object in it
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
            tag = value;
            return this;
        }

        /**
         * Sets the object's kind; required.
         *
         * @param value the kind, such as {@code TABLE}
         * @return this
         */
        public Builder desc(String value) {
            desc = value;
            return this;
        }

        /**
         * Sets the section; {@link Section#PRE_DATA} by default.
         *
         * @param value when the entry is restored
         * @return this
         */
        public Builder section(Section value) {
            section = value;
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
            dependencies = value;
            return this;
        }

        /**
         * {@return the entry}
         *
         * @throws NullPointerException if the tag or the type is missing
         * @throws IllegalArgumentException if the dump ID is not positive
         */
        public TocEntry build() {
            return new TocEntry(
                    dumpId,
                    hadDumper,
                    tableoid,
                    oid,
                    Objects.requireNonNull(tag, "tag"),
                    Objects.requireNonNull(desc, "desc"),
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
    }
}
