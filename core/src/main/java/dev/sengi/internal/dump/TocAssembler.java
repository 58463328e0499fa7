package dev.sengi.internal.dump;

import dev.sengi.DumpFormat;
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
     * Returns the table of contents: the settings, the database, then all objects.
     *
     * @throws dev.sengi.SengiException if the dump's encoding lacks a character of an entry
     */
    static List<TocEntry> assemble(DumpOrder order, Emission out) {
        DatabaseFacts facts = out.catalog().database();
        SettingEntry.of(facts).forEach(setting -> out.add(setting.complete(out.entry(List.of()))));
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

    private static <R> void emit(CatalogObject<R> object, Emission out) {
        if (!out.selection().of(object).isEmpty()) {
            ObjectKind.of(object).emit(object, out);
        }
    }
}
