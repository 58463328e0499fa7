package dev.sengi.internal.option;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.RestoreFlag;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import java.util.Collections;
import java.util.EnumSet;
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
        Set<RestoreFlag> scriptFlags,
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

    public DumpOptions {
        flags = Collections.unmodifiableSet(flags.isEmpty() ? EnumSet.noneOf(DumpFlag.class) : EnumSet.copyOf(flags));
        scriptFlags = Collections.unmodifiableSet(
                scriptFlags.isEmpty() ? EnumSet.noneOf(RestoreFlag.class) : EnumSet.copyOf(scriptFlags));
        sections = Collections.unmodifiableSet(EnumSet.copyOf(sections));
    }

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
        return format != DumpFormat.PLAIN || has(RestoreFlag.CREATE);
    }

    /** Returns whether rows are written as INSERT commands. */
    public boolean inserts() {
        return has(DumpFlag.INSERTS) || has(DumpFlag.COLUMN_INSERTS) || rowsPerInsert > 0;
    }

    public boolean noSecurityLabels() {
        return has(RestoreFlag.NO_SECURITY_LABELS);
    }

    public boolean noComments() {
        return has(RestoreFlag.NO_COMMENTS);
    }

    public boolean noPublications() {
        return has(RestoreFlag.NO_PUBLICATIONS);
    }

    public boolean noPolicies() {
        return has(RestoreFlag.NO_POLICIES);
    }

    public boolean noSubscriptions() {
        return has(RestoreFlag.NO_SUBSCRIPTIONS);
    }

    public boolean noPrivileges() {
        return has(RestoreFlag.NO_PRIVILEGES);
    }

    public boolean has(DumpFlag flag) {
        return flags.contains(flag);
    }

    public boolean has(RestoreFlag flag) {
        return scriptFlags.contains(flag);
    }
}
