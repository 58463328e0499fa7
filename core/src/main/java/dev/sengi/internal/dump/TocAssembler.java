package dev.sengi.internal.dump;

import dev.sengi.DumpFormat;
import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.depend.DumpOrder;
import dev.sengi.internal.emit.DataContext;
import dev.sengi.internal.emit.Division;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.select.DumpSelection;
import java.util.List;
import java.util.Map;

/** Lets every object write its entries, in the order of the dump. */
final class TocAssembler {
    private TocAssembler() {}

    /**
     * A table of contents. Immutable.
     *
     * @param entries those from which the output is made, for a script all
     * @param stored those of {@code entries} that the dump contains
     * @param data what is needed to read the entries' data
     */
    record Contents(List<TocEntry> entries, List<TocEntry> stored, DataContext data) {
        Contents {
            entries = List.copyOf(entries);
            stored = List.copyOf(stored);
        }
    }

    /**
     * Returns the table of contents: the settings, the database, then all objects.
     *
     * @param divisions of large tables, by OID
     * @param listener receives warnings about what cannot be written as it is
     * @throws dev.sengi.SengiException if the dump's encoding lacks a character of an entry
     */
    static Contents assemble(
            Catalog catalog,
            DumpSelection selection,
            DumpOrder order,
            Map<Long, Division> divisions,
            ProgressListener listener) {
        DatabaseFacts facts = catalog.database();
        Emission out = new Emission(catalog, selection, order.graph(), divisions, listener);
        SettingEntry.of(facts).forEach(setting -> out.add(setting.complete(out.entry(List.of()))));
        if (out.options().storesDatabase()) {
            DatabaseEntries.emit(out);
        }
        for (CatalogObject<?> object : order.objects()) {
            emit(object, out);
        }
        List<TocEntry> stored = StoredEntries.inArchive(out.entries(), out.options());
        // A script is already in order, and shows only the dependencies that entries set themselves.
        Contents contents = out.options().format() == DumpFormat.PLAIN
                ? new Contents(out.entries(), stored, out.dataContext())
                : archive(ArchiveDependencies.complete(order, stored), out);
        SectionOrder.check(contents.entries(), out);
        EncodingCheck.check(contents.entries(), facts);
        return contents;
    }

    private static Contents archive(List<TocEntry> stored, Emission out) {
        return new Contents(stored, stored, out.dataContext());
    }

    private static <R> void emit(CatalogObject<R> object, Emission out) {
        if (!out.selection().of(object).isEmpty()) {
            ObjectKind.of(object).emit(object, out);
        }
    }
}
