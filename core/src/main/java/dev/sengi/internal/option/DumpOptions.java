package dev.sengi.internal.option;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import java.util.Set;

/**
 * What to dump, and in what form. Immutable.
 *
 * @param compression how the data, or a whole script, is compressed
 * @param scriptFlags options that a restore has, too; those that leave something out affect archives as well
 * @param jobs how many sessions read the data, at least 1
 * @param splitTablesLargerThan the size in bytes above which a table's data are divided, or 0 to divide no table
 * @param rowsPerInsert 0 for one row per command if {@link DumpFlag#INSERTS} or {@link DumpFlag#COLUMN_INSERTS} is set
 * @param lockWaitTimeout null for no limit
 * @param locksOnlyReadable whether tables that the role may not read are described without being locked
 * @param encoding null for the session's default
 * @param extraFloatDigits the server's {@code extra_float_digits}, or null for enough digits for exact values
 * @param snapshot a snapshot exported by another transaction, or null for a new one
 * @param role the role to assume, or null
 * @param superuser the role that disables triggers in a plain dump, or null
 * @param restrictKey null for a random one
 */
public record DumpOptions(
        DumpFormat format,
        Compression compression,
        Set<DumpFlag> flags,
        Set<ScriptFlag> scriptFlags,
        DumpPatterns patterns,
        Set<Section> sections,
        int jobs,
        long splitTablesLargerThan,
        int rowsPerInsert,
        String lockWaitTimeout,
        boolean locksOnlyReadable,
        String encoding,
        Integer extraFloatDigits,
        String snapshot,
        String role,
        String superuser,
        String restrictKey) {

    /** Returns the same options with one more flag. */
    public DumpOptions with(DumpFlag flag) {
        return with(Copies.with(flags, flag), scriptFlags);
    }

    /** Returns the same options with other script flags. */
    public DumpOptions with(Set<ScriptFlag> others) {
        return with(flags, Set.copyOf(others));
    }

    private DumpOptions with(Set<DumpFlag> dumpFlags, Set<ScriptFlag> others) {
        return new DumpOptions(
                format,
                compression,
                dumpFlags,
                others,
                patterns,
                sections,
                jobs,
                splitTablesLargerThan,
                rowsPerInsert,
                lockWaitTimeout,
                locksOnlyReadable,
                encoding,
                extraFloatDigits,
                snapshot,
                role,
                superuser,
                restrictKey);
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
        return format != DumpFormat.PLAIN || has(ScriptFlag.CREATE);
    }

    /** Returns whether rows are written as INSERT commands. */
    public boolean inserts() {
        return has(DumpFlag.INSERTS) || has(DumpFlag.COLUMN_INSERTS) || rowsPerInsert > 0;
    }

    public boolean has(DumpFlag flag) {
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
            return new DumpOptions(
                    format,
                    compression == null ? format.defaultCompression() : compression,
                    Set.copyOf(flags),
                    Set.copyOf(scriptFlags),
                    patterns,
                    Set.copyOf(sections),
                    jobs,
                    splitTablesLargerThan,
                    rowsPerInsert,
                    lockWaitTimeout,
                    locksOnlyReadable,
                    encoding,
                    extraFloatDigits,
                    snapshot,
                    role,
                    superuser,
                    restrictKey);
        }
    }
}
