package dev.sengi.archive.internal.directory;

import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.verify.DataRules;
import dev.sengi.archive.internal.verify.ProblemLog;
import dev.sengi.archive.internal.verify.TocRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads every file of a directory archive, and looks for files that no entry refers to. */
final class DirectoryVerifier {
    private final DirectoryArchiveReader archive;
    private final TocFile toc;
    private final DataFiles files;
    private final ProblemLog log = new ProblemLog();
    private final DataRules rules;
    private final DataListener listener;
    private final Set<Path> known = new HashSet<>();

    DirectoryVerifier(DirectoryArchiveReader archive, TocFile toc, DataFiles files, DataListener listener) {
        this.archive = archive;
        this.toc = toc;
        this.files = files;
        this.listener = listener;
        rules = new DataRules(archive.entries(), archive.header().version(), log, listener);
    }

    Verification verify() throws IOException {
        TocRules.check(archive.entries(), archive.header().version(), log);
        toc.problems().forEach(log::add);
        known.add(files.find(ArchiveFiles.TOC, 0));
        for (TocEntry entry : archive.entries()) {
            String name = toc.checkedName(entry, log);
            if (name != null) {
                data(entry, name);
            }
        }
        unknownFiles();
        return log.result(archive.entries());
    }

    private void data(TocEntry entry, String name) throws IOException {
        listener.begun(entry);
        try {
            if (entry.type().data() == DataKind.LARGE_OBJECTS) {
                largeObjects(entry);
            } else {
                known.add(files.find(name, entry.dumpId()));
                try (InputStream data = files.openWhole(name, entry.dumpId())) {
                    rules.table(entry, data, name);
                }
            }
            listener.finished(entry);
        } catch (ArchiveFormatException e) {
            log.add(entry.dumpId(), null, e);
        }
    }

    private void largeObjects(TocEntry entry) throws IOException {
        String name = archive.listName(entry);
        known.add(files.find(name, entry.dumpId()));
        List<Long> oids = new ArrayList<>();
        try (LargeObjectList list = archive.openList(name, entry)) {
            for (LargeObjectList.Item item = list.next(); item != null; item = list.next()) {
                if (oids.size() == DataRules.MOST_OBJECTS) {
                    log.add(entry.dumpId(), -1, name, "the list of large objects is too long to compare");
                    return;
                }
                oids.add(item.oid());
                largeObject(entry, item);
            }
        }
        try (InputStream list = files.openWhole(name, entry.dumpId())) {
            if (!LargeObjectList.isUsual(list, oids)) {
                log.add(entry.dumpId(), -1, name, "the list of large objects has a form that no program writes");
            }
        }
        rules.largeObjects(entry, oids, name);
    }

    private void largeObject(TocEntry entry, LargeObjectList.Item item) throws IOException {
        try {
            known.add(files.find(item.file(), entry.dumpId()));
            try (InputStream content = files.openWhole(item.file(), entry.dumpId())) {
                rules.largeObject(entry, content, item.file());
            }
        } catch (ArchiveFormatException e) {
            log.add(entry.dumpId(), item.file(), e);
        }
    }

    private void unknownFiles() throws IOException {
        try (Stream<Path> found = Files.list(files.folder())) {
            found.filter(file -> !known.contains(file))
                    .sorted()
                    .forEach(file -> log.add(
                            0,
                            -1,
                            file.getFileName().toString(),
                            "the archive contains a file to which no entry refers"));
        }
    }
}
