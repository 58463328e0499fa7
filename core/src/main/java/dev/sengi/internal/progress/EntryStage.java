package dev.sengi.internal.progress;

import dev.sengi.Stage;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;

/** Determines the stage of a restore when it reaches an entry. */
public final class EntryStage {
    private EntryStage() {}

    /** @param current the stage before the entry, or null */
    public static Stage of(TocEntry entry, Stage current) {
        boolean isAmongEntries = current == Stage.PRE_DATA || current == Stage.DATA || current == Stage.POST_DATA;
        // Comments belong to no section, and are restored together with their objects.
        boolean keepsStage = entry.section() == Section.NONE && EntryTraits.passOf(entry) == Pass.MAIN;
        return keepsStage && isAmongEntries ? current : Stage.of(entry);
    }
}
