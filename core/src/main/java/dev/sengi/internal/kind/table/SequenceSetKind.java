package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.emit.Emission;
import java.util.List;

/** The positions of sequences, which {@link SequencePositions} reads. */
public final class SequenceSetKind extends RelationDataKind {
    public static final SequenceSetKind KIND = new SequenceSetKind();

    SequenceSetKind() {
        super(SortPriority.SEQUENCE_SET);
    }

    @Override
    public void emit(CatalogObject<Row> data, Emission out) {
        if (!out.options().sequenceData()) {
            return;
        }
        CatalogObject<TableKind.Row> sequence = data.row().table();
        SequencePositions.Row position =
                out.catalog().get(SequencePositions.class).of(sequence);
        TocEntry.Builder entry = out.entry(List.of(sequence.dumpId()));
        out.add(entry.tag(sequence.name())
                .desc("SEQUENCE SET")
                .section(Section.DATA)
                .namespace(sequence.schemaName())
                .owner(out.role(sequence.row().relowner()))
                .defn("SELECT pg_catalog.setval(" + out.literal(out.qualified(sequence)) + ", " + position.last_value()
                        + ", " + position.is_called() + ");\n"));
    }
}
