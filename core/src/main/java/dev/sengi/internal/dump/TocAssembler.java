package dev.sengi.internal.dump;

import dev.sengi.DumpFormat;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.depend.DumpOrder;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import java.util.List;

/** Lets every object write its entries, in the order of the dump. */
final class TocAssembler {
    private TocAssembler() {}

    /**
     * Returns the table of contents: the special entries, the database, then all objects.
     *
     * @throws dev.sengi.SengiException if the dump's encoding lacks a character of an entry
     */
    static List<TocEntry> assemble(DumpOrder order, Emission out) {
        DatabaseFacts facts = out.catalog().database();
        String onOff = facts.standardStrings() ? "on" : "off";
        special(out, "ENCODING", "SET client_encoding = " + out.literal(facts.encoding()) + ";\n");
        special(out, "STDSTRINGS", "SET standard_conforming_strings = '" + onOff + "';\n");
        special(out, "SEARCHPATH", "SELECT pg_catalog.set_config('search_path', '', false);\n");
        if (out.options().storesDatabase()) {
            DatabaseEntries.emit(out);
        }
        for (CatalogObject<?> object : order.objects()) {
            emit(object, out);
        }
        // A script is already in order, and shows only the dependencies that entries set themselves.
        List<TocEntry> entries = out.options().format() == DumpFormat.PLAIN
                ? out.entries()
                : ArchiveDependencies.complete(order, StoredEntries.inArchive(out.entries(), out.options()));
        SectionOrder.check(entries, out);
        EncodingCheck.check(entries, facts);
        return entries;
    }

    private static void special(Emission out, String name, String defn) {
        out.add(out.entry(List.of())
                .tag(name)
                .desc(name)
                .section(Section.PRE_DATA)
                .defn(defn));
    }

    private static <R> void emit(CatalogObject<R> object, Emission out) {
        if (!out.selection().of(object).isEmpty()) {
            ObjectKind.of(object).emit(object, out);
        }
    }
}
