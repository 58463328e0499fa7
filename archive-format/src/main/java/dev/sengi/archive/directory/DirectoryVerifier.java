package dev.sengi.archive.directory;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.archive.verify.DataRules;
import dev.sengi.archive.verify.ProblemLog;
import dev.sengi.archive.verify.TocFile;
import dev.sengi.archive.verify.TocRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads every file of a directory archive, and looks for files that no entry names. */
final class DirectoryVerifier {
    private final DirectoryArchiveReader archive;
    private final DataFiles files;
    private final ProblemLog log = new ProblemLog();
    private final DataRules rules;
    private final Set<Path> known = new HashSet<>();

    DirectoryVerifier(DirectoryArchiveReader archive, DataFiles files) {
        this.archive = archive;
        this.files = files;
        rules = new DataRules(archive.entries(), archive.header().version(), log);
    }

    /** @param tocProblems what is wrong with the table of contents' file */
    Verification verify(List<Problem> tocProblems) throws IOException {
        TocRules.check(archive.entries(), archive.header().version(), log);
        tocProblems.forEach(log::add);
        known.add(files.find(DirectoryArchiveReader.TOC, 0));
        for (TocEntry entry : archive.entries()) {
            String name = archive.name(entry);
            if (entry.hadDumper() == (name == null)) {
                log.add(entry.dumpId(), -1, null, "the entry contradicts itself on whether it has data");
            } else if (name != null) {
                TocFile.checkName(entry, name, log);
                data(entry, name);
            }
        }
        unknownFiles();
        return log.result(archive.entries());
    }

    private void data(TocEntry entry, String name) throws IOException {
        try {
            if (entry.desc().equals("BLOBS")) {
                largeObjects(entry);
            } else {
                known.add(files.find(name, entry.dumpId()));
                try (InputStream data = files.openWhole(name, entry.dumpId())) {
                    rules.table(entry, data, name);
                }
            }
        } catch (ArchiveFormatException e) {
            log.add(entry.dumpId(), null, e);
        }
    }

    private void largeObjects(TocEntry entry) throws IOException {
        String list = archive.listName(entry);
        known.add(files.find(list, entry.dumpId()));
        List<Long> oids = new ArrayList<>();
        List<LargeObjectList.Item> items = archive.largeObjects(entry);
        try (InputStream content = files.openWhole(list, entry.dumpId())) {
            if (!LargeObjectList.isUsual(content, items)) {
                log.add(entry.dumpId(), -1, list, "the list of large objects is not as any program writes it");
            }
        }
        for (LargeObjectList.Item item : items) {
            oids.add(item.oid());
            try {
                known.add(files.find(item.file(), entry.dumpId()));
                try (InputStream content = files.openWhole(item.file(), entry.dumpId())) {
                    rules.largeObject(entry, content, item.file());
                }
            } catch (ArchiveFormatException e) {
                log.add(entry.dumpId(), item.file(), e);
            }
        }
        rules.largeObjects(entry, oids, list);
    }

    private void unknownFiles() throws IOException {
        try (Stream<Path> found = Files.list(files.folder())) {
            found.filter(file -> !known.contains(file))
                    .sorted()
                    .forEach(file -> log.add(
                            0, -1, file.getFileName().toString(), "the archive has a file that no entry names"));
        }
    }
}
