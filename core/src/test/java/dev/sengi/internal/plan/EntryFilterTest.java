package dev.sengi.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ProgressListener;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntryFilterTest {
    private static final String[] TAGS = {"t", "TABLE t", "COLUMN t.c", "DATABASE d", "SCHEMA public", "EXTENSION x", ""
    };
    private static final String[] DEFINITIONS = {null, "", "CREATE", "-- load via partition root public.t"};

    /** Whether the other entries are known makes no difference. */
    @Test
    void selectsTheSameEntries() {
        int selected = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RestoreOptions options = options(random);
            List<TocEntry> entries = entries(random);
            TocSelection selection = TocSelection.of(entries, options, ProgressListener.none());
            EntryFilter filter = new EntryFilter(options);
            for (TocEntry entry : entries) {
                assertThat(filter.selects(entry)).as("seed %d: %s", seed, entry).isEqualTo(selection.selects(entry));
            }
            selected += selection.size();
        }
        assertThat(selected).isPositive();
    }

    @Test
    void refusesToSelectByName() {
        RestoreOptions.Builder byName = new RestoreOptions.Builder();
        byName.excludeTables = List.of("t");
        assertThatThrownBy(() -> new EntryFilter(byName.build())).isInstanceOf(IllegalArgumentException.class);
    }

    private static RestoreOptions options(Random random) {
        RestoreOptions.Builder builder = new RestoreOptions.Builder();
        builder.schema = random.nextInt(4) > 0;
        builder.data = random.nextInt(4) > 0;
        builder.statistics = random.nextBoolean();
        builder.largeObjectMetadata = random.nextBoolean();
        builder.scriptFlags = some(ScriptFlag.class, random);
        if (random.nextBoolean()) {
            builder.sections = some(Section.class, random);
        }
        return builder.build();
    }

    private static <E extends Enum<E>> Set<E> some(Class<E> type, Random random) {
        Set<E> some = EnumSet.noneOf(type);
        for (E value : type.getEnumConstants()) {
            if (random.nextInt(3) == 0) {
                some.add(value);
            }
        }
        return some;
    }

    private static List<TocEntry> entries(Random random) {
        List<String> descs = Stream.of(EntryType.values())
                .map(type -> type.name().replace('_', ' '))
                .toList();
        List<Section> sections = List.of(Section.values());
        List<TocEntry> entries = new ArrayList<>();
        for (int dumpId = 1; dumpId < 200; dumpId++) {
            entries.add(TocEntry.builder(dumpId)
                    .desc(descs.get(random.nextInt(descs.size())))
                    .tag(TAGS[random.nextInt(TAGS.length)])
                    .defn(DEFINITIONS[random.nextInt(DEFINITIONS.length)])
                    .hadDumper(random.nextBoolean())
                    .section(sections.get(random.nextInt(sections.size())))
                    .dependencies(List.of(1 + random.nextInt(200)))
                    .build());
        }
        return entries;
    }
}
