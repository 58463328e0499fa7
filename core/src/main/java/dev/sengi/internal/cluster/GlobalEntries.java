package dev.sengi.internal.cluster;

import dev.sengi.ProgressListener;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.dump.SettingEntry;
import dev.sengi.internal.option.ClusterOptions;
import java.util.ArrayList;
import java.util.List;

/** Creates TOC entries for what a cluster contains outside databases, in an order in which they can be restored. */
final class GlobalEntries {
    private final DatabaseFacts server;

    private final List<TocEntry> entries = new ArrayList<>();

    private GlobalEntries(DatabaseFacts server) {
        this.server = server;
    }

    static List<TocEntry> of(ClusterOptions options, Globals globals, DatabaseFacts server, ProgressListener listener) {
        GlobalEntries entries = new GlobalEntries(server);
        SettingEntry.of(server).forEach(entries::add);
        GlobalSql sql = new GlobalSql(options, globals.labels(), server.marksEscapes());
        if (options.roles()) {
            entries.add(globals.roles().globals(sql));
            entries.add(globals.settings().globals(sql));
            entries.add(globals.memberships().globals(sql, listener));
            if (!options.common().has(ScriptFlag.NO_PRIVILEGES)) {
                entries.add(globals.parameters().globals(sql));
            }
        }
        if (options.tablespaces()) {
            entries.add(globals.tablespaces().globals(sql));
        }
        return List.copyOf(entries.entries);
    }

    private TocEntry.Builder entry() {
        return TocEntry.builder(entries.size() + 1).owner("");
    }

    private void add(SettingEntry setting) {
        entries.add(setting.complete(entry()).build());
    }

    private void add(List<Global> globals) {
        for (Global global : globals) {
            // Annotations belong to the section of their object.
            entries.add(entry().tag(server.stored(global.tag()))
                    .desc(global.desc())
                    .section(EntryType.of(global.desc()).isAnnotation() ? Section.NONE : Section.PRE_DATA)
                    .defn(server.stored(global.definition()))
                    .dropStmt(server.stored(global.drop()))
                    .build());
        }
    }
}
