package dev.sengi.internal.option;

import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Section;
import dev.sengi.internal.ddl.Quoting;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to restore from an archive, and how: everything that pg_restore's options specify except the destination.
 *
 * <p>Immutable. An empty list of names or patterns selects everything. Names of indexes, functions and triggers are
 * compared exactly, case-sensitively, with the whole tag.
 */
public final class RestoreOptions {
    /** Never changed. */
    private final Builder chosen;

    private RestoreOptions(Builder builder) {
        chosen = builder.copy();
        if (chosen.statistics == null) {
            chosen.statistics = chosen.schema && chosen.data;
        }
    }

    /** Returns options that restore everything, without any flag. */
    public static RestoreOptions everything() {
        return new Builder().build();
    }

    public Set<RestoreFlag> flags() {
        return chosen.flags;
    }

    public Set<ScriptFlag> scriptFlags() {
        return chosen.scriptFlags;
    }

    /** Returns whether definitions are restored (not with {@code --data-only}). */
    public boolean schema() {
        return chosen.schema;
    }

    /** Returns whether data is restored (not with {@code --schema-only}). */
    public boolean data() {
        return chosen.data;
    }

    /** Returns whether what describes large objects is restored even if data is not. */
    public boolean largeObjectMetadata() {
        return chosen.largeObjectMetadata;
    }

    /** Returns whether statistics are restored. */
    public boolean statistics() {
        return chosen.statistics;
    }

    public Set<Section> sections() {
        return chosen.sections;
    }

    /** Returns the patterns of {@code -n}. */
    public List<String> schemas() {
        return chosen.schemas;
    }

    /** Returns the patterns of {@code -N}. */
    public List<String> excludeSchemas() {
        return chosen.excludeSchemas;
    }

    /** Returns the patterns of {@code -t}. */
    public List<String> tables() {
        return chosen.tables;
    }

    /** Returns patterns of tables that are left out together with everything that belongs to them. */
    public List<String> excludeTables() {
        return chosen.excludeTables;
    }

    /** Returns patterns of tables whose rows are left out. */
    public List<String> excludeTableData() {
        return chosen.excludeTableData;
    }

    /** Returns patterns of tables that are restored with their partitions and the tables that inherit from them. */
    public List<String> tablesAndChildren() {
        return chosen.tablesAndChildren;
    }

    /** Returns patterns of tables that are left out with their partitions and the tables that inherit from them. */
    public List<String> excludeTablesAndChildren() {
        return chosen.excludeTablesAndChildren;
    }

    /** Returns patterns of tables whose rows are left out, with those of their partitions and inheriting tables. */
    public List<String> excludeTableDataAndChildren() {
        return chosen.excludeTableDataAndChildren;
    }

    /** Returns whether tables are selected by those that they inherit from, which only definitions state. */
    public boolean selectsChildren() {
        return !(tablesAndChildren().isEmpty()
                && excludeTablesAndChildren().isEmpty()
                && excludeTableDataAndChildren().isEmpty());
    }

    /** Returns whether entries are selected by what they are called, or by the dump IDs that a list names. */
    public boolean selectsByName() {
        return list() != null
                || selectsChildren()
                || !Stream.of(
                                schemas(),
                                excludeSchemas(),
                                tables(),
                                excludeTables(),
                                excludeTableData(),
                                indexes(),
                                functions(),
                                triggers())
                        .allMatch(List::isEmpty);
    }

    /** Returns the names of {@code -I}. */
    public List<String> indexes() {
        return chosen.indexes;
    }

    /** Returns the names, with argument types, of {@code -P}. */
    public List<String> functions() {
        return chosen.functions;
    }

    /** Returns the names of {@code -T}, each a table and a trigger. */
    public List<String> triggers() {
        return chosen.triggers;
    }

    /** Returns the lines of a {@code -L} file, or null for the archive's order. */
    public List<String> list() {
        return chosen.list;
    }

    /** Returns the role of {@code -S}, or null. */
    public String superuser() {
        return chosen.superuser;
    }

    /** Returns the role of {@code --role}, or null. */
    public String role() {
        return chosen.role;
    }

    /** Returns the key of {@code --restrict-key}, or null for a random one. */
    public String restrictKey() {
        return chosen.restrictKey;
    }

    /** Returns after how many commands a transaction is committed, or 0 if each command is a transaction of its own. */
    public int transactionSize() {
        return chosen.transactionSize;
    }

    /**
     * Returns these options for a tar's script: it drops and creates the database, names no superuser, and is never
     * verbose.
     */
    public RestoreOptions forTarScript() {
        Builder builder = chosen.copy();
        Set<ScriptFlag> all = EnumSet.of(ScriptFlag.CLEAN, ScriptFlag.CREATE);
        all.addAll(chosen.scriptFlags);
        all.remove(ScriptFlag.VERBOSE);
        builder.scriptFlags = all;
        builder.superuser = null;
        builder.restrictKey = null;
        return builder.build();
    }

    /** Returns these options for a copy of an archive, which describes its database as the archive does. */
    public RestoreOptions forCopy() {
        Builder builder = chosen.copy();
        builder.scriptFlags = Copies.with(chosen.scriptFlags, ScriptFlag.CREATE);
        return builder.build();
    }

    /** Returns how names are quoted in SQL. */
    public Quoting quoting() {
        return Quoting.of(has(RestoreFlag.QUOTE_ALL_IDENTIFIERS));
    }

    /** Returns the option of a flag, such as {@code --no-owner}. */
    public static String optionOf(Enum<?> flag) {
        return "--" + flag.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean has(RestoreFlag flag) {
        return chosen.flags.contains(flag);
    }

    public boolean has(ScriptFlag flag) {
        return chosen.scriptFlags.contains(flag);
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
        public List<String> tablesAndChildren = List.of();
        public List<String> excludeTablesAndChildren = List.of();
        public List<String> excludeTableDataAndChildren = List.of();
        public List<String> indexes = List.of();
        public List<String> functions = List.of();
        public List<String> triggers = List.of();
        public List<String> list;
        public String superuser;
        public String role;
        public String restrictKey;
        public int transactionSize;

        /** Returns a copy that can be changed independently. */
        public Builder copy() {
            return Copies.of(this, Builder::clone);
        }

        @Override
        protected Builder clone() throws CloneNotSupportedException {
            return (Builder) super.clone();
        }

        public RestoreOptions build() {
            return new RestoreOptions(this);
        }
    }
}
