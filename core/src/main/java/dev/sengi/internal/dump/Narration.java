package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.kind.LargeObjectKind;
import dev.sengi.internal.kind.table.CheckConstraintKind;
import dev.sengi.internal.kind.table.ColumnDefaultKind;
import dev.sengi.internal.option.DumpOptions;
import java.util.List;

/**
 * Reports what a dump does, in the words of {@code pg_dump --verbose}.
 *
 * <p>The stages are reported one by one although many are read together.
 */
final class Narration {
    private static final List<String> OUTLINE = List.of(
            "reading extensions", "identifying extension members", "reading schemas", "reading user-defined tables");

    private static final List<String> OBJECTS = List.of(
            "reading user-defined functions",
            "reading user-defined types",
            "reading procedural languages",
            "reading user-defined aggregate functions",
            "reading user-defined operators",
            "reading user-defined access methods",
            "reading user-defined operator classes",
            "reading user-defined operator families",
            "reading user-defined text search parsers",
            "reading user-defined text search templates",
            "reading user-defined text search dictionaries",
            "reading user-defined text search configurations",
            "reading user-defined foreign-data wrappers",
            "reading user-defined foreign servers",
            "reading default privileges",
            "reading user-defined collations",
            "reading user-defined conversions",
            "reading type casts",
            "reading transforms",
            "reading table inheritance information",
            "reading event triggers",
            "finding extension tables",
            "finding inheritance relationships",
            "reading column info for interesting tables");

    private static final String ROW_SECURITY = "reading row-level security policies";

    private static final List<String> PARTS = List.of(
            "flagging inherited columns in subtables",
            "reading partitioning data",
            "reading indexes",
            "flagging indexes in partitioned tables",
            "reading extended statistics",
            "reading constraints",
            "reading triggers",
            "reading rewrite rules",
            "reading policies",
            ROW_SECURITY,
            "reading publications",
            "reading publication membership of tables",
            "reading publication membership of schemas",
            "reading subscriptions",
            "reading subscription membership of tables");

    private final ProgressListener listener;

    Narration(ProgressListener listener) {
        this.listener = listener;
    }

    void connected() {
        report("executing SELECT pg_catalog.set_config('search_path', '', false);");
    }

    void start() {
        connected();
        report("last built-in OID is " + SystemCatalogs.LAST_BUILTIN_OID);
    }

    void outline() {
        OUTLINE.forEach(this::report);
    }

    void details(Catalog catalog, DumpOptions options) {
        OBJECTS.forEach(this::report);
        if (catalog.all(ColumnDefaultKind.KIND).stream().anyMatch(d -> d.oid() != 0)) {
            report("finding table default expressions");
        }
        List<CatalogObject<CheckConstraintKind.Row>> constraints = catalog.all(CheckConstraintKind.KIND);
        if (constraints.stream().anyMatch(c -> c.row().contype() == 'n')) {
            report("finding invalid not-null constraints");
        }
        if (constraints.stream().anyMatch(c -> c.row().contype() == 'c')) {
            report("finding table check constraints");
        }
        PARTS.stream()
                .filter(part -> !(options.has(ScriptFlag.NO_POLICIES) && part.equals(ROW_SECURITY)))
                .forEach(this::report);
        if (LargeObjectKind.areRead(options, options.patterns().everything())) {
            report("reading large objects");
        }
        report("reading dependency data");
    }

    /** Reports the steps between ordering the objects and writing the first of them. */
    void settings(Catalog catalog, DumpOptions options) {
        DatabaseFacts facts = catalog.database();
        report("saving encoding = " + facts.encoding());
        report("saving \"standard_conforming_strings = " + (facts.standardStrings() ? "on" : "off") + "\"");
        report("saving \"search_path = \"");
        if (options.storesDatabase()) {
            report("saving database definition");
        }
    }

    void data(TocEntry entry) {
        if (entry.type().data() == DataKind.LARGE_OBJECTS) {
            report("saving large objects \"" + entry.tag() + "\"");
        } else {
            report("dumping contents of table \"" + entry.namespace() + "." + entry.tag() + "\"");
        }
    }

    private void report(String text) {
        listener.message(Severity.INFO, text);
    }
}
