package dev.sengi.internal.option;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import java.util.Set;

/** What to dump, and in what form. Immutable. */
public final class DumpOptions {
    /** Never changed. */
    private final Builder chosen;

    private DumpOptions(Builder builder) {
        chosen = builder.copy();
        if (chosen.compression == null) {
            chosen.compression = chosen.format.defaultCompression();
        }
    }

    public DumpFormat format() {
        return chosen.format;
    }

    /** Returns how the data, or a whole script, is compressed. */
    public Compression compression() {
        return chosen.compression;
    }

    public Set<DumpFlag> flags() {
        return chosen.flags;
    }

    /** Returns options that a restore has, too; those that leave something out affect archives as well. */
    public Set<ScriptFlag> scriptFlags() {
        return chosen.scriptFlags;
    }

    public DumpPatterns patterns() {
        return chosen.patterns;
    }

    public Set<Section> sections() {
        return chosen.sections;
    }

    /** Returns how many sessions read the data, at least 1. */
    public int jobs() {
        return chosen.jobs;
    }

    /** Returns the size in bytes above which a table's data are divided, or 0 to divide no table. */
    public long splitTablesLargerThan() {
        return chosen.splitTablesLargerThan;
    }

    /**
     * Returns the number of rows per INSERT command, or 0 for one row per command if {@link DumpFlag#INSERTS} or {@link
     * DumpFlag#COLUMN_INSERTS} is set.
     */
    public int rowsPerInsert() {
        return chosen.rowsPerInsert;
    }

    /** Returns the time to wait for locks, or null for no limit. */
    public String lockWaitTimeout() {
        return chosen.lockWaitTimeout;
    }

    /** Returns whether tables that the role may not read are described without being locked. */
    public boolean locksOnlyReadable() {
        return chosen.locksOnlyReadable;
    }

    /** Returns the dump's encoding, or null for the session's default. */
    public String encoding() {
        return chosen.encoding;
    }

    /** Returns the server's {@code extra_float_digits}, or null for enough digits for exact values. */
    public Integer extraFloatDigits() {
        return chosen.extraFloatDigits;
    }

    /** Returns a snapshot exported by another transaction, or null for a new one. */
    public String snapshot() {
        return chosen.snapshot;
    }

    /** Returns the role to assume, or null. */
    public String role() {
        return chosen.role;
    }

    /** Returns the role that disables triggers in a plain dump, or null. */
    public String superuser() {
        return chosen.superuser;
    }

    /** Returns the key of {@code \restrict}, or null for a random one. */
    public String restrictKey() {
        return chosen.restrictKey;
    }

    /** Returns the same options with one more flag. */
    public DumpOptions with(DumpFlag flag) {
        Builder builder = chosen.copy();
        builder.flags = Copies.with(chosen.flags, flag);
        return builder.build();
    }

    /** Returns the same options with other script flags. */
    public DumpOptions with(Set<ScriptFlag> others) {
        Builder builder = chosen.copy();
        builder.scriptFlags = Set.copyOf(others);
        return builder.build();
    }

    /** Returns whether definitions are left out. */
    public boolean dataOnly() {
        return has(DumpFlag.DATA_ONLY) || has(DumpFlag.NO_SCHEMA) || has(DumpFlag.STATISTICS_ONLY);
    }

    /** Returns whether data is left out. */
    public boolean schemaOnly() {
        return has(DumpFlag.SCHEMA_ONLY) || has(DumpFlag.NO_DATA) || has(DumpFlag.STATISTICS_ONLY);
    }

    /** Returns whether sequence values are dumped. */
    public boolean sequenceData() {
        return !schemaOnly() || has(DumpFlag.SEQUENCE_DATA);
    }

    /** Returns whether the planner's statistics are dumped. */
    public boolean statistics() {
        return has(DumpFlag.STATISTICS) || has(DumpFlag.STATISTICS_ONLY);
    }

    /** Returns whether the database's own definition is part of the dump, as it always is in archives. */
    public boolean storesDatabase() {
        return chosen.format != DumpFormat.PLAIN || has(ScriptFlag.CREATE);
    }

    /** Returns whether rows are written as INSERT commands. */
    public boolean inserts() {
        return has(DumpFlag.INSERTS) || has(DumpFlag.COLUMN_INSERTS) || chosen.rowsPerInsert > 0;
    }

    public boolean has(DumpFlag flag) {
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
        public DumpFormat format = DumpFormat.PLAIN;
        public Compression compression;
        public Set<DumpFlag> flags = Set.of();
        public Set<ScriptFlag> scriptFlags = Set.of();
        public DumpPatterns patterns = DumpPatterns.NONE;
        public Set<Section> sections = Set.of(Section.values());
        public int jobs = 1;
        public long splitTablesLargerThan;
        public int rowsPerInsert;
        public String lockWaitTimeout;
        public boolean locksOnlyReadable;
        public String encoding;
        public Integer extraFloatDigits;
        public String snapshot;
        public String role;
        public String superuser;
        public String restrictKey;

        /** Returns a copy that can be changed independently. */
        public Builder copy() {
            return Copies.of(this, Builder::clone);
        }

        @Override
        protected Builder clone() throws CloneNotSupportedException {
            return (Builder) super.clone();
        }

        public DumpOptions build() {
            return new DumpOptions(this);
        }
    }
}
