package dev.sengi.internal.emit;

import dev.sengi.DumpFlag;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.RelationFiles;
import dev.sengi.internal.catalog.RelationFiles.Relation;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;

/**
 * What a dump for pg_upgrade adds to definitions: extension membership, and calls by which objects keep their OIDs and
 * files on the new server. In any other dump, everything is empty. Used by one thread.
 *
 * <p>The server executes these calls only in binary-upgrade mode.
 */
public final class UpgradeCalls {
    private static final String SET_NEXT = "SELECT pg_catalog.binary_upgrade_set_next_";

    private final Emission out;
    /** Null unless the dump is for pg_upgrade. */
    private final RelationFiles files;

    private long lastFreeTypeOid = SystemCatalogs.LAST_BUILTIN_OID + 1;

    UpgradeCalls(Emission out) {
        this.out = out;
        this.files = out.options().has(DumpFlag.BINARY_UPGRADE) ? out.catalog().get(RelationFiles.class) : null;
    }

    /** Returns whether the dump is for pg_upgrade. */
    public boolean areWanted() {
        return files != null;
    }

    /**
     * Returns the files of a table or index.
     *
     * @throws IllegalStateException if the dump is not for pg_upgrade
     */
    public Relation relation(long oid) {
        if (files == null) {
            throw new IllegalStateException("not a dump for pg_upgrade");
        }
        return files.of(oid);
    }

    /**
     * Returns the calls that precede the definition of a type.
     *
     * @param arrayType OID of the type of its arrays, or 0
     */
    public String typeOids(long type, long arrayType) {
        if (files == null) {
            return "";
        }
        return comment("must preserve pg_type oid")
                + setNext("pg_type_oid", type)
                + "\n"
                + (arrayType == 0
                        ? ""
                        : comment("must preserve pg_type array oid") + setNext("array_pg_type_oid", arrayType) + "\n");
    }

    /** Returns the calls that precede the definition of a domain. Before version 11, domains had no array types. */
    public String domainOids(long domain, long arrayType) {
        return files == null ? "" : typeOids(domain, arrayType == 0 ? freeTypeOid() : arrayType);
    }

    /**
     * Returns the calls that precede the definition of a range type.
     *
     * @param multirange OID of its multirange type, or 0 before version 14
     * @param multirangeArray OID of the type of that type's arrays
     */
    public String rangeOids(long range, long arrayType, long multirange, long multirangeArray) {
        if (files == null) {
            return "";
        }
        boolean exists = multirange != 0;
        return typeOids(range, arrayType)
                + comment("must preserve multirange pg_type oid")
                + setNext("multirange_pg_type_oid", exists ? multirange : freeTypeOid())
                + "\n"
                + comment("must preserve multirange pg_type array oid")
                + setNext("multirange_array_pg_type_oid", exists ? multirangeArray : freeTypeOid())
                + "\n";
    }

    /** Returns an OID that no type has yet, different from those returned before. */
    private long freeTypeOid() {
        do {
            lastFreeTypeOid++;
        } while (out.catalog().find(SystemCatalogs.PG_TYPE, lastFreeTypeOid) != null);
        return lastFreeTypeOid;
    }

    /** Returns the calls that precede the definition of a table or view: those for its row type and for itself. */
    public String tableOids(long table) {
        if (files == null) {
            return "";
        }
        Relation relation = files.of(table);
        String rowType = relation.reltype() == 0 ? "" : typeOids(relation.reltype(), relation.typarray());
        return rowType + relationOids(table);
    }

    /** Returns the calls that precede the definition of a relation without its row type, or of an index. */
    public String relationOids(long oid) {
        if (files == null) {
            return "";
        }
        Relation relation = files.of(oid);
        StringBuilder sql = new StringBuilder(comment("must preserve pg_class oids and relfilenodes"));
        if (relation.isIndex()) {
            appendFile(sql, "index", oid, relation.relfilenode());
            return sql.append('\n').toString();
        }
        sql.append(setNext("heap_pg_class_oid", oid));
        if (relation.relfilenode() != 0 && relation.isStored()) {
            sql.append(setNext("heap_relfilenode", relation.relfilenode()));
        }
        // If the table's wide columns have been dropped, the new server might conclude that it needs no TOAST table.
        if (relation.reltoastrelid() != 0 && relation.isStored()) {
            appendFile(sql, "toast", relation.reltoastrelid(), relation.toastfilenode());
            appendFile(sql, "index", relation.toastindex(), relation.toastindexfilenode());
        }
        return sql.append('\n').toString();
    }

    private static void appendFile(StringBuilder sql, String kind, long oid, long file) {
        sql.append(setNext(kind + "_pg_class_oid", oid)).append(setNext(kind + "_relfilenode", file));
    }

    /** Returns the call that decides the OID of an enum label, whose command follows. */
    public String enumOid(long label) {
        return setNext("pg_enum_oid", label);
    }

    /** Returns the call that decides the file of the next relation of that kind, {@code heap} or {@code index}. */
    public String relfilenode(String kind, long file) {
        return setNext(kind + "_relfilenode", file);
    }

    /** Returns the command that follows a definition and makes its object a member of the extension that owns it. */
    public String membership(CatalogObject<?> object, Target target) {
        if (files == null || object.id().classid() == 0) {
            return "";
        }
        CatalogObject<?> extension = out.catalog().extensionOf(object);
        if (extension == null) {
            return "";
        }
        return comment("handle extension membership the hard way")
                + "ALTER EXTENSION "
                + out.id(extension.name())
                + " ADD "
                + target.type()
                + " "
                + target.qualified(out.quoting())
                + ";\n";
    }

    /** Wraps grants in commands that make the server record them as made by an extension's script. */
    static String recorded(String initialGrants) {
        return "SELECT pg_catalog.binary_upgrade_set_record_init_privs(true);\n"
                + initialGrants
                + "SELECT pg_catalog.binary_upgrade_set_record_init_privs(false);\n";
    }

    /** Returns a comment on the commands that follow, after an empty line. */
    public static String comment(String purpose) {
        return "\n-- For binary upgrade, " + purpose + "\n";
    }

    private static String setNext(String what, long value) {
        return SET_NEXT + what + "('" + value + "'::pg_catalog.oid);\n";
    }
}
