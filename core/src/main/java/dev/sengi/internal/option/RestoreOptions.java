package dev.sengi.internal.option;

import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Section;
import dev.sengi.internal.ddl.Quoting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to restore from an archive, and how: everything that pg_restore's options specify except the destination.
 *
 * <p>Immutable. An empty list of names or patterns selects everything. Names of indexes, functions and triggers are
 * compared exactly, case-sensitively, with the whole tag.
 *
 * @param flags see {@link RestoreFlag}
 * @param scriptFlags see {@link ScriptFlag}
 * @param schema whether definitions are restored (not with {@code --data-only})
 * @param data whether data is restored (not with {@code --schema-only})
 * @param largeObjectMetadata whether what describes large objects is restored even if data is not
 * @param statistics whether statistics are restored
 * @param sections the sections restored
 * @param schemas patterns: {@code -n}
 * @param excludeSchemas patterns: {@code -N}
 * @param tables patterns: {@code -t}
 * @param excludeTables patterns of tables that are left out together with everything that belongs to them
 * @param excludeTableData patterns of tables whose rows are left out
 * @param indexes {@code -I}
 * @param functions {@code -P}: names with their argument types
 * @param triggers {@code -T}: {@code table trigger}
 * @param list the lines of a {@code -L} file, or null for the archive's order
 * @param superuser {@code -S}, or null
 * @param role {@code --role}, or null
 * @param restrictKey {@code --restrict-key}, or null for a random one
 * @param transactionSize after how many commands a transaction is committed, or 0 if each command is a transaction of
 *     its own
 */
public record RestoreOptions(
        Set<RestoreFlag> flags,
        Set<ScriptFlag> scriptFlags,
        boolean schema,
        boolean data,
        boolean largeObjectMetadata,
        boolean statistics,
        Set<Section> sections,
        List<String> schemas,
        List<String> excludeSchemas,
        List<String> tables,
        List<String> excludeTables,
        List<String> excludeTableData,
        List<String> indexes,
        List<String> functions,
        List<String> triggers,
        List<String> list,
        String superuser,
        String role,
        String restrictKey,
        int transactionSize) {

    /** Returns options that restore everything, without any flag. */
    public static RestoreOptions everything() {
        return new Builder().build();
    }

    /**
     * Returns these options for a tar's script: it drops and creates the database, names no superuser, and is never
     * verbose.
     */
    public RestoreOptions forTarScript() {
        Builder builder = new Builder(this);
        Set<ScriptFlag> all = EnumSet.of(ScriptFlag.CLEAN, ScriptFlag.CREATE);
        all.addAll(scriptFlags);
        all.remove(ScriptFlag.VERBOSE);
        builder.scriptFlags = all;
        builder.superuser = null;
        builder.restrictKey = null;
        return builder.build();
    }

    /** Returns these options for a copy of an archive, which describes its database as the archive does. */
    public RestoreOptions forCopy() {
        Builder builder = new Builder(this);
        builder.scriptFlags = Copies.with(scriptFlags, ScriptFlag.CREATE);
        return builder.build();
    }

    /** Returns how names are quoted in SQL. */
    public Quoting quoting() {
        return Quoting.of(has(RestoreFlag.QUOTE_ALL_IDENTIFIERS));
    }

    public boolean has(RestoreFlag flag) {
        return flags.contains(flag);
    }

    public boolean has(ScriptFlag flag) {
        return scriptFlags.contains(flag);
    }

    /**
     * The same options while they are being set. Collections are replaced, never modified, so that copies can share
     * them.
     *
     * <p>Null means that the value follows from other options.
     */
    public static final class Builder implements Cloneable {
        public Set<RestoreFlag> flags = Set.of();
        public Set<ScriptFlag> scriptFlags = Set.of();
        public boolean schema = true;
        public boolean data = true;
        public boolean largeObjectMetadata;
        /** Only definitions; conflicts with {@link #dataOnly}. If set, {@link #data} is false as well. */
        public boolean schemaOnly;

        public boolean dataOnly;
        public Boolean statistics;
        public Set<Section> sections = Set.of(Section.values());
        public List<String> schemas = List.of();
        public List<String> excludeSchemas = List.of();
        public List<String> tables = List.of();
        public List<String> excludeTables = List.of();
        public List<String> excludeTableData = List.of();
        public List<String> indexes = List.of();
        public List<String> functions = List.of();
        public List<String> triggers = List.of();
        public List<String> list;
        public String superuser;
        public String role;
        public String restrictKey;
        public int transactionSize;

        public Builder() {}

        private Builder(RestoreOptions options) {
            flags = options.flags;
            scriptFlags = options.scriptFlags;
            schema = options.schema;
            data = options.data;
            largeObjectMetadata = options.largeObjectMetadata;
            statistics = options.statistics;
            sections = options.sections;
            schemas = options.schemas;
            excludeSchemas = options.excludeSchemas;
            tables = options.tables;
            excludeTables = options.excludeTables;
            excludeTableData = options.excludeTableData;
            indexes = options.indexes;
            functions = options.functions;
            triggers = options.triggers;
            list = options.list;
            superuser = options.superuser;
            role = options.role;
            restrictKey = options.restrictKey;
            transactionSize = options.transactionSize;
        }

        /** Returns a copy that can be changed independently. */
        public Builder copy() {
            return Copies.of(this, Builder::clone);
        }

        @Override
        protected Builder clone() throws CloneNotSupportedException {
            return (Builder) super.clone();
        }

        public RestoreOptions build() {
            return new RestoreOptions(
                    Set.copyOf(flags),
                    Set.copyOf(scriptFlags),
                    schema,
                    data,
                    largeObjectMetadata,
                    statistics == null ? schema && data : statistics,
                    Set.copyOf(sections),
                    schemas,
                    excludeSchemas,
                    tables,
                    excludeTables,
                    excludeTableData,
                    indexes,
                    functions,
                    triggers,
                    list,
                    superuser,
                    role,
                    restrictKey,
                    transactionSize);
        }
    }
}
