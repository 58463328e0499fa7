package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.DumpOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredEntriesTest {
    private static final List<TocEntry> ENTRIES = List.of(
            entry(1, "ENCODING", Section.PRE_DATA),
            entry(2, "DATABASE", Section.PRE_DATA),
            entry(3, "TABLE", Section.PRE_DATA),
            entry(4, "COMMENT", Section.NONE),
            entry(5, "TABLE DATA", Section.DATA),
            entry(6, "INDEX", Section.POST_DATA),
            entry(7, "COMMENT", Section.NONE),
            entry(8, "MATERIALIZED VIEW DATA", Section.POST_DATA));

    private static TocEntry entry(int dumpId, String desc, Section section) {
        boolean data = desc.equals("TABLE DATA");
        return TocEntry.builder(dumpId)
                .tag(desc)
                .desc(desc)
                .section(section)
                .hadDumper(data)
                .defn(data ? null : "a command;\n")
                .build();
    }

    private static List<Integer> stored(Set<DumpFlag> flags, Set<ScriptFlag> scriptFlags, Set<Section> sections) {
        DumpOptions.Builder options = new DumpOptions.Builder();
        options.format = DumpFormat.CUSTOM;
        options.flags = flags;
        options.scriptFlags = scriptFlags;
        options.sections = sections;
        return StoredEntries.inArchive(ENTRIES, options.build()).stream()
                .map(TocEntry::dumpId)
                .toList();
    }

    @Test
    void areAllWithoutOptions() {
        assertThat(stored(Set.of(), Set.of(), EnumSet.allOf(Section.class))).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void areThoseOfTheSectionWithSettingsAndDatabase() {
        assertThat(stored(Set.of(), Set.of(), EnumSet.of(Section.PRE_DATA))).containsExactly(1, 2, 3, 4);
        assertThat(stored(Set.of(), Set.of(), EnumSet.of(Section.DATA))).containsExactly(1, 2, 5);
        assertThat(stored(Set.of(), Set.of(), EnumSet.of(Section.POST_DATA))).containsExactly(1, 2, 6, 7, 8);
    }

    @Test
    void includeNoRefreshesOfViewsIfOnlyDataAreDumped() {
        assertThat(stored(Set.of(DumpFlag.DATA_ONLY), Set.of(), EnumSet.allOf(Section.class)))
                .containsExactly(1, 2, 5);
    }

    @Test
    void includeNoCommentsWithoutThem() {
        assertThat(stored(Set.of(), Set.of(ScriptFlag.NO_COMMENTS), EnumSet.allOf(Section.class)))
                .containsExactly(1, 2, 3, 5, 6, 8);
    }
}
