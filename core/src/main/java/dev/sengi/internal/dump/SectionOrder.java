package dev.sengi.internal.dump;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.emit.Emission;
import java.util.List;

/** Checks that entries are in the order of their sections, which some dependency loops make impossible. */
final class SectionOrder {
    private SectionOrder() {}

    /** Warns about each entry that follows one of a later section. */
    static void check(List<TocEntry> entries, Emission out) {
        Section current = Section.PRE_DATA;
        for (TocEntry entry : entries) {
            boolean late =
                    switch (entry.section()) {
                        case PRE_DATA -> current != Section.PRE_DATA;
                        case DATA -> current == Section.POST_DATA;
                        case NONE, POST_DATA -> false;
                    };
            if (late) {
                out.warn("archive items not in correct section order");
            }
            if (entry.section() != Section.NONE) {
                current = entry.section();
            }
        }
    }
}
