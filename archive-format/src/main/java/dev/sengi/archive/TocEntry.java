package dev.sengi.archive;

import java.util.List;
import java.util.Objects;

/**
 * One entry of an archive's table of contents: an object's definition, a table's data, a comment, a grant.
 *
 * <p>Immutable. A component that archives may lack is {@code null}, which differs from an empty string: an empty
 * {@code tablespace} is the database's default, a null one means that the kind has none; an empty {@code owner} is
 * printed as nothing, a null one as {@code -}.
 *
 * @param dumpId the entry's number, unique in the archive, positive
 * @param hadDumper whether the archive holds data for the entry (table data and large objects)
 * @param tableoid OID of the system catalog that describes the object, or 0 (unsigned 32 bits)
 * @param oid OID of the object in that catalog, or 0 (unsigned 32 bits)
 * @param tag the object's name as a person knows it, unquoted for most kinds
 * @param desc the object's kind, such as {@code TABLE} or {@code FK CONSTRAINT}
 * @param section when the entry is restored
 * @param defn the SQL that makes the object, or null (for {@code BLOB METADATA} a list of OIDs, a line each)
 * @param dropStmt the SQL that drops the object, or null
 * @param copyStmt the COPY command that precedes the data, or null
 * @param namespace the schema's unquoted name, or null
 * @param tablespace the tablespace's name, empty for the default, or null
 * @param tableam the table access method, or null
 * @param relkind {@code pg_class.relkind}, or 0 for what is no relation
 * @param owner the owning role's name, empty, or null
 * @param dependencies dump IDs of the entries that this one needs; may name entries that the archive lacks
 */
public record TocEntry(
        int dumpId,
        boolean hadDumper,
        long tableoid,
        long oid,
        String tag,
        String desc,
        Section section,
        String defn,
        String dropStmt,
        String copyStmt,
        String namespace,
        String tablespace,
        String tableam,
        char relkind,
        String owner,
        List<Integer> dependencies) {

    public TocEntry {
        if (dumpId <= 0) {
            throw new IllegalArgumentException("dump ID is not positive: " + dumpId);
        }
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(desc, "desc");
        Objects.requireNonNull(section, "section");
        dependencies = List.copyOf(dependencies);
    }

    /** Returns what is known of entries with this {@code desc}. */
    public EntryType type() {
        return EntryType.of(desc);
    }

    /** Returns the pass in which a restore makes this entry's object. */
    public EntryType.Pass pass() {
        return EntryType.passOf(this);
    }

    /** Returns a builder for the entry with that number. */
    public static Builder builder(int dumpId) {
        return new Builder(dumpId);
    }

    /** Returns a builder that starts from this entry. */
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

    /** Collects an entry's components; not safe for use by several threads. */
    public static final class Builder {
        private final int dumpId;
        private boolean hadDumper;
        private long tableoid;
        private long oid;
        private String tag;
        private String desc;
        private Section section = Section.PRE_DATA;
        private String defn;
        private String dropStmt;
        private String copyStmt;
        private String namespace;
        private String tablespace;
        private String tableam;
        private char relkind;
        private String owner;
        private List<Integer> dependencies = List.of();

        private Builder(int dumpId) {
            this.dumpId = dumpId;
        }

        public Builder hadDumper(boolean value) {
            hadDumper = value;
            return this;
        }

        /** Sets the object's catalog ID: the catalog's OID and the object's. */
        public Builder catalogId(long tableoidValue, long oidValue) {
            tableoid = tableoidValue;
            oid = oidValue;
            return this;
        }

        public Builder tag(String value) {
            tag = value;
            return this;
        }

        public Builder desc(String value) {
            desc = value;
            return this;
        }

        public Builder section(Section value) {
            section = value;
            return this;
        }

        public Builder defn(String value) {
            defn = value;
            return this;
        }

        public Builder dropStmt(String value) {
            dropStmt = value;
            return this;
        }

        public Builder copyStmt(String value) {
            copyStmt = value;
            return this;
        }

        public Builder namespace(String value) {
            namespace = value;
            return this;
        }

        public Builder tablespace(String value) {
            tablespace = value;
            return this;
        }

        public Builder tableam(String value) {
            tableam = value;
            return this;
        }

        public Builder relkind(char value) {
            relkind = value;
            return this;
        }

        public Builder owner(String value) {
            owner = value;
            return this;
        }

        public Builder dependencies(List<Integer> value) {
            dependencies = value;
            return this;
        }

        public TocEntry build() {
            return new TocEntry(
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
    }
}
