package dev.sengi.internal.option;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import java.util.Set;

/**
 * What to dump, and as what. Immutable.
 *
 * @param compression what the data, or a whole script, are compressed with
 * @param scriptFlags choices that only a plain dump makes
 * @param rowsPerInsert 0 for one row a command, where {@link DumpFlag#INSERTS} or its like is set
 * @param lockWaitTimeout null for no limit
 * @param encoding null for the database's
 * @param extraFloatDigits how many digits numbers get beyond those that are sure, or null for all that they need
 * @param snapshot the snapshot that another transaction has exported, or null for a new one
 * @param role the role to assume, or null
 * @param superuser who disables triggers in a plain dump, or null
 * @param restrictKey null for a random one
 */
public record DumpOptions(
        DumpFormat format,
        Compression compression,
        Set<DumpFlag> flags,
        Set<ScriptFlag> scriptFlags,
        DumpPatterns patterns,
        Set<Section> sections,
        int rowsPerInsert,
        String lockWaitTimeout,
        String encoding,
        Integer extraFloatDigits,
        String snapshot,
        String role,
        String superuser,
        String restrictKey) {

    /** Returns whether no definition is dumped. */
    public boolean dataOnly() {
        return has(DumpFlag.DATA_ONLY) || has(DumpFlag.NO_SCHEMA) || has(DumpFlag.STATISTICS_ONLY);
    }

    /** Returns whether no data are dumped. */
    public boolean schemaOnly() {
        return has(DumpFlag.SCHEMA_ONLY) || has(DumpFlag.NO_DATA) || has(DumpFlag.STATISTICS_ONLY);
    }

    /** Returns whether positions of sequences are dumped. */
    public boolean sequenceData() {
        return !schemaOnly() || has(DumpFlag.SEQUENCE_DATA);
    }

    /** Returns whether the planner's statistics are dumped. */
    public boolean statistics() {
        return has(DumpFlag.STATISTICS) || has(DumpFlag.STATISTICS_ONLY);
    }

    /** Returns whether the database's own definition is part of the dump: of archives always. */
    public boolean storesDatabase() {
        return format != DumpFormat.PLAIN || has(ScriptFlag.CREATE);
    }

    /** Returns whether rows are written as INSERT commands. */
    public boolean inserts() {
        return has(DumpFlag.INSERTS) || has(DumpFlag.COLUMN_INSERTS) || rowsPerInsert > 0;
    }

    public boolean noSecurityLabels() {
        return has(ScriptFlag.NO_SECURITY_LABELS);
    }

    public boolean noComments() {
        return has(ScriptFlag.NO_COMMENTS);
    }

    public boolean noPublications() {
        return has(ScriptFlag.NO_PUBLICATIONS);
    }

    public boolean noPolicies() {
        return has(ScriptFlag.NO_POLICIES);
    }

    public boolean noSubscriptions() {
        return has(ScriptFlag.NO_SUBSCRIPTIONS);
    }

    public boolean noPrivileges() {
        return has(ScriptFlag.NO_PRIVILEGES);
    }

    public boolean has(DumpFlag flag) {
        return flags.contains(flag);
    }

    public boolean has(ScriptFlag flag) {
        return scriptFlags.contains(flag);
    }

    /**
     * The same choices while they are made. Collections are replaced, never changed, so that a copy shares them.
     *
     * <p>Null stands for what follows from other choices.
     */
    public static final class Builder implements Cloneable {
        public DumpFormat format = DumpFormat.PLAIN;
        public Compression compression;
        public Set<DumpFlag> flags = Set.of();
        public Set<ScriptFlag> scriptFlags = Set.of();
        public DumpPatterns patterns = DumpPatterns.NONE;
        public Set<Section> sections = Set.of(Section.values());
        public int rowsPerInsert;
        public String lockWaitTimeout;
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
                    rowsPerInsert,
                    lockWaitTimeout,
                    encoding,
                    extraFloatDigits,
                    snapshot,
                    role,
                    superuser,
                    restrictKey);
        }
    }
}
