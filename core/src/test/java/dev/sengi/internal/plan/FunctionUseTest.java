package dev.sengi.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionUseTest {
    private final List<TocEntry> entries = new ArrayList<>();

    @Test
    void rowsCallFunctionsOfChecksButNotOfDefaults() {
        TocEntry function = add(EntryType.FUNCTION, "CREATE FUNCTION f()");
        assertThat(isFilled(add(EntryType.TABLE, "CREATE TABLE t (a integer DEFAULT f())", function)))
                .isFalse();
        assertThat(isFilled(add(EntryType.TABLE, "CREATE TABLE t (CONSTRAINT c CHECK (f(a)))", function)))
                .isTrue();
        assertThat(isFilled(add(EntryType.TABLE, "b integer GENERATED ALWAYS AS (f(a)) STORED", function)))
                .isTrue();
        assertThat(isFilled(add(EntryType.TABLE, "b integer GENERATED ALWAYS AS IDENTITY", function)))
                .isFalse();
        TocEntry domain = add(EntryType.DOMAIN, "CREATE DOMAIN d AS integer CONSTRAINT c CHECK (f(VALUE))", function);
        assertThat(isFilled(add(EntryType.TABLE, "CREATE TABLE t (a d)", domain)))
                .isTrue();
    }

    @Test
    void indexesConcernRowsOfMaterializedViewsOnly() {
        TocEntry function = add(EntryType.FUNCTION, "CREATE FUNCTION f()");
        TocEntry table = add(EntryType.TABLE, "CREATE TABLE t (a integer)");
        TocEntry view = add(EntryType.MATERIALIZED_VIEW, "CREATE MATERIALIZED VIEW v");
        TocEntry plain = add(EntryType.INDEX, "CREATE INDEX i ON t USING btree (a)", table);
        TocEntry calling = add(EntryType.INDEX, "CREATE INDEX i ON t USING btree (f(a))", table, function);
        add(EntryType.INDEX, "CREATE INDEX i ON v USING btree (f(a))", view, function);
        TocEntry rows = add(EntryType.TABLE_DATA, null, table);
        TocEntry refresh = add(EntryType.MATERIALIZED_VIEW_DATA, "REFRESH", view);
        FunctionUse use = FunctionUse.of(entries);
        assertThat(use.isCreatedWith(plain)).isFalse();
        assertThat(use.isCreatedWith(calling)).isTrue();
        assertThat(use.isFilledWith(rows)).isFalse();
        assertThat(use.isFilledWith(refresh)).isTrue();
        assertThat(use.orderMatters()).isFalse();
    }

    /** Extensions such as PostGIS have tables that their functions read, but most tables and indexes only use their types. */
    @Test
    void extensionsReadTheirConfigurationTables() {
        TocEntry extension = add(EntryType.EXTENSION, "CREATE EXTENSION x");
        TocEntry table = add(EntryType.TABLE, "CREATE TABLE t (a geometry)", extension);
        TocEntry plain = add(EntryType.INDEX, "CREATE INDEX i ON t USING gist (a)", table, extension);
        TocEntry calling = add(EntryType.INDEX, "CREATE INDEX i ON t USING gist (f(a))", table, extension);
        TocEntry checked = add(EntryType.TABLE, "CREATE TABLE t (CONSTRAINT c CHECK (f(a)))", extension);
        assertThat(FunctionUse.of(entries).isCreatedWith(calling)).isFalse();
        assertThat(isFilled(checked)).isFalse();
        add(EntryType.TABLE_DATA, null, extension);
        FunctionUse use = FunctionUse.of(entries);
        assertThat(use.isCreatedWith(plain)).isFalse();
        assertThat(use.isCreatedWith(calling)).isTrue();
        assertThat(isFilled(table)).isFalse();
        assertThat(isFilled(checked)).isTrue();
    }

    @Test
    void someOfPostgresqlsOwnFunctionsReadTables() {
        assertThat(isFilled(add(EntryType.TABLE, "CHECK ((query_to_xml('SELECT 1'::text, true) IS NULL))")))
                .isTrue();
        assertThat(isFilled(add(EntryType.TABLE, "CHECK ((lo_get(a) IS NOT NULL))")))
                .isTrue();
        assertThat(isFilled(add(EntryType.TABLE, "CHECK ((lower(a) = a))"))).isFalse();
    }

    /** Returns whether rows of the table call functions. */
    private boolean isFilled(TocEntry table) {
        TocEntry rows = add(EntryType.TABLE_DATA, null, table);
        return FunctionUse.of(entries).isFilledWith(rows);
    }

    private TocEntry add(EntryType type, String defn, TocEntry... dependencies) {
        TocEntry entry = TocEntry.builder(entries.size() + 1)
                .desc(type.desc())
                .tag("x")
                .defn(defn)
                .hadDumper(defn == null)
                .dependencies(
                        List.of(dependencies).stream().map(TocEntry::dumpId).toList())
                .build();
        entries.add(entry);
        return entry;
    }
}
