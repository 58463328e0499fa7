package dev.sengi.internal.emit;

import dev.sengi.DumpFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.InitialPrivileges.Initial;
import dev.sengi.internal.catalog.SecurityLabels;
import dev.sengi.internal.ddl.AnnotationSql;
import dev.sengi.internal.ddl.Grants;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.DumpOptions;
import java.util.List;
import java.util.function.IntFunction;

/** Writes the annotations of objects: comments, security labels and grants. */
public final class Annotations {
    /** The type whose annotations belong to the data, so that {@code --data-only} includes them. */
    private static final String LARGE_OBJECT = "LARGE OBJECT";

    private final Emission out;

    Annotations(Emission out) {
        this.out = out;
    }

    /**
     * The target of an annotation.
     *
     * @param type the type as COMMENT names it
     * @param name the name as SQL, without its schema
     * @param namespace the schema's unquoted name, or null
     * @param owner the owner's name, or empty
     */
    public record Target(String type, String name, String namespace, String owner) {

        /** Returns the name as SQL, qualified by the schema. */
        public String qualified(Quoting quoting) {
            return namespace == null || namespace.isEmpty() ? name : quoting.identifier(namespace) + "." + name;
        }
    }

    /** Writes the object's comment and security labels, if it has any and they are wanted. */
    public void commentAndLabel(CatalogObject<?> object, Target target) {
        comment(object, target);
        securityLabel(object, target);
    }

    /** Returns whether the object has a comment, dumped or not: most have none, and need no target. */
    public boolean hasComment(CatalogObject<?> object) {
        return out.catalog().comments().of(object.id(), 0) != null;
    }

    /** Writes the object's comment. */
    public void comment(CatalogObject<?> object, Target target) {
        if (out.wants(object, Component.COMMENT)) {
            comment(target, object.id(), 0, object.dumpId(), null);
        }
    }

    /**
     * Writes the comment of an object that initdb comments on: skips initdb's comment, and writes an empty one if it is
     * missing.
     */
    public void comment(CatalogObject<?> object, Target target, String initdbComment) {
        if (out.wants(object, Component.COMMENT)) {
            comment(target, object.id(), 0, object.dumpId(), initdbComment);
        }
    }

    /** Writes the comment on an object's part; the caller checks whether it is wanted. */
    public void comment(Target target, CatalogId id, int subId, int dumpId) {
        comment(target, id, subId, dumpId, null);
    }

    private void comment(Target target, CatalogId id, int subId, int dumpId, String initdbComment) {
        if (out.options().has(ScriptFlag.NO_COMMENTS) || !inThisDump(target.type())) {
            return;
        }
        String comment = out.catalog().comments().of(id, subId);
        if (initdbComment != null) {
            if (initdbComment.equals(comment)) {
                return;
            }
            comment = comment == null ? "" : comment;
        }
        if (comment != null) {
            String defn =
                    AnnotationSql.comment(target.type() + " " + target.qualified(out.quoting()), out.literal(comment));
            add("COMMENT", target, target.type() + " " + target.name(), defn, List.of(dumpId));
        }
    }

    /** Writes the object's security labels as one entry. */
    public void securityLabel(CatalogObject<?> object, Target target) {
        if (out.wants(object, Component.SECURITY_LABEL)) {
            securityLabels(target, object.id(), object.dumpId(), null);
        }
    }

    /**
     * Writes security labels as one entry; the caller checks whether they are wanted.
     *
     * @param parts returns the part with the given number, with its type, as SQL; null to skip the labels of parts
     */
    public void securityLabels(Target target, CatalogId id, int dumpId, IntFunction<String> parts) {
        if (out.options().has(ScriptFlag.NO_SECURITY_LABELS) || !inThisDump(target.type())) {
            return;
        }
        String whole = target.type() + " " + target.qualified(out.quoting());
        StringBuilder defn = new StringBuilder();
        for (SecurityLabels.Row label : out.catalog().securityLabels().of(id)) {
            if (label.objsubid() == 0 || parts != null) {
                String on = label.objsubid() == 0 ? whole : parts.apply(label.objsubid());
                defn.append(AnnotationSql.securityLabel(out.id(label.provider()), on, out.literal(label.label())));
            }
        }
        if (defn.length() > 0) {
            add("SECURITY LABEL", target, target.type() + " " + target.name(), defn.toString(), List.of(dumpId));
        }
    }

    /**
     * Writes the object's grants.
     *
     * @param acl its access control list; if null, nothing is written, even if the object initially had grants
     * @param aclDefault the list that the type of object has by default
     * @return the entry, or null if there is nothing to grant
     */
    public TocEntry acl(CatalogObject<?> object, Target target, String[] acl, String[] aclDefault) {
        if (acl == null) {
            return null;
        }
        Initial initial = out.catalog().initialPrivileges().of(object.id(), 0);
        return aclFrom(object, target, acl, aclDefault, initial);
    }

    /**
     * Writes the object's grants, even if they are the default ones.
     *
     * @param acl its access control list, or null for the default one
     * @param initial its initial list, or null for the default one
     */
    public TocEntry aclFrom(
            CatalogObject<?> object, Target target, String[] acl, String[] aclDefault, Initial initial) {
        if (!out.wants(object, Component.ACL)) {
            return null;
        }
        String tag = target.type() + " " + target.name();
        return acl(target, tag, null, acl, aclDefault, initial, List.of(object.dumpId()));
    }

    /**
     * Writes grants; the caller checks whether they are wanted.
     *
     * @param column the column's name as SQL, or null
     * @param initial the object's initial list, or null for the default one
     */
    public TocEntry acl(
            Target target,
            String tag,
            String column,
            String[] acl,
            String[] aclDefault,
            Initial initial,
            List<Integer> dependencies) {
        boolean isInThisDump =
                target.type().equals(LARGE_OBJECT) || !out.options().dataOnly();
        if (out.options().has(ScriptFlag.NO_PRIVILEGES) || !isInThisDump) {
            return null;
        }
        boolean hasInitial = initial != null && initial.acl() != null;
        String[] base = hasInitial ? initial.acl() : aclDefault;
        String[] list = acl == null && hasInitial ? aclDefault : acl;
        if (list == null || base == null) {
            return null;
        }
        Grants grants =
                new Grants(out.quoting(), "", target.type(), target.qualified(out.quoting()), column, target.owner());
        boolean isRecorded =
                hasInitial && initial.byExtension() && out.upgrade().areWanted();
        String recorded = isRecorded ? UpgradeCalls.recorded(grants.commands(initial.acl(), aclDefault)) : "";
        String defn = recorded + grants.commands(list, base);
        return defn.isEmpty() ? null : add("ACL", target, tag, defn, dependencies);
    }

    private TocEntry add(String desc, Target target, String tag, String defn, List<Integer> dependencies) {
        return out.add(out.entry(dependencies)
                .tag(tag)
                .desc(desc)
                .section(Section.NONE)
                .namespace(target.namespace())
                .owner(target.owner())
                .defn(defn));
    }

    private boolean inThisDump(String type) {
        DumpOptions options = out.options();
        // pg_upgrade copies the content of large objects, but not what describes them.
        return type.equals(LARGE_OBJECT)
                ? !options.schemaOnly() || options.has(DumpFlag.BINARY_UPGRADE)
                : !options.dataOnly();
    }
}
