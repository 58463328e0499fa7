package dev.sengi.internal.kind.routine;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;
import java.util.EnumSet;
import java.util.Set;

/** Procedural languages. Their handlers are included only if they are dumped as well. */
public final class ProceduralLanguageKind extends NamedKind<ProceduralLanguageKind.Row> {
    public static final ProceduralLanguageKind KIND = new ProceduralLanguageKind();

    private static final String QUERY = """
            select l.tableoid, l.oid, l.lanname, l.lanowner, l.lanpltrusted,
                l.lanplcallfoid, l.laninline, l.lanvalidator,
                l.lanacl,
                acldefault('l', l.lanowner) as acldefault
            from pg_language l
            where l.lanispl
            order by l.oid
            """;

    public record Row(
            long tableoid,
            long oid,
            String lanname,
            long lanowner,
            boolean lanpltrusted,
            long lanplcallfoid,
            long laninline,
            long lanvalidator,
            String[] lanacl,
            String[] acldefault)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return lanowner;
        }
    }

    ProceduralLanguageKind() {
        super(SortPriority.PROCEDURAL_LANGUAGE, SystemCatalogs.PG_LANGUAGE, "PROCEDURAL LANGUAGE");
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> catalog.add(this, r, r.lanname(), null));
    }

    @Override
    public Set<Component> select(CatalogObject<Row> language, Choices choices) {
        return choices.byBuiltin(language, EnumSet.of(Component.ACL));
    }

    @Override
    protected Target target(CatalogObject<Row> language, Emission out) {
        return new Target("LANGUAGE", out.id(language.name()), null, owner(language, out));
    }

    @Override
    protected String define(CatalogObject<Row> language, Emission out) {
        return definition(language.row(), out.id(language.name()), out);
    }

    @Override
    protected void annotate(CatalogObject<Row> language, Target target, Emission out) {
        Row row = language.row();
        out.annotations().commentAndLabel(language, target);
        if (row.lanpltrusted()) {
            out.annotations().acl(language, target, row.lanacl(), row.acldefault());
        }
    }

    private static String definition(Row row, String name, Emission out) {
        CatalogObject<?> handler = dumpedFunction(row.lanplcallfoid(), out);
        CatalogObject<?> inline = dumpedFunction(row.laninline(), out);
        CatalogObject<?> validator = dumpedFunction(row.lanvalidator(), out);
        boolean complete = handler != null
                && (inline != null || row.laninline() == 0)
                && (validator != null || row.lanvalidator() == 0);
        if (!complete) {
            return "CREATE OR REPLACE PROCEDURAL LANGUAGE " + name + ";\n";
        }
        StringBuilder sql = new StringBuilder(row.lanpltrusted() ? "CREATE TRUSTED " : "CREATE ");
        sql.append("PROCEDURAL LANGUAGE ").append(name).append(" HANDLER ").append(out.qualified(handler));
        if (inline != null) {
            sql.append(" INLINE ").append(out.qualified(inline));
        }
        if (validator != null) {
            sql.append(" VALIDATOR ").append(out.qualified(validator));
        }
        return sql.append(";\n").toString();
    }

    /**
     * Returns the function, or null if no part of it is dumped: built-in functions are not read, and for an extension's
     * function, only grants are dumped, if there are any.
     */
    private static CatalogObject<?> dumpedFunction(long oid, Emission out) {
        CatalogObject<RoutineRow> function = out.catalog().find(FunctionKind.KIND, oid);
        if (function == null) {
            return null;
        }
        boolean isDumped = out.wants(function, Component.DEFINITION)
                || (out.wants(function, Component.ACL) && function.row().proacl() != null);
        return isDumped ? function : null;
    }
}
