package dev.sengi.archive.internal.tar;

import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.directory.LargeObjectList;
import dev.sengi.archive.internal.directory.TocFile;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.verify.DataRules;
import dev.sengi.archive.internal.verify.ProblemLog;
import dev.sengi.archive.internal.verify.TocRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a tar archive member by member to the end of the file. */
final class TarVerifier {
    private static final int END_BLOCKS = 2;
    private static final int BUFFER_SIZE = 64 * 1024;

    private final TarArchiveReader archive;
    private final TocFile toc;
    private final PrimitiveInput in;
    private final TarMembers members;
    private final ProblemLog log = new ProblemLog();
    private final DataRules rules;
    private final DataListener listener;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    /** Entries whose data have not been found yet, by the name of the member that ends them. */
    private final Map<String, TocEntry> awaited = new LinkedHashMap<>();
    /** The large objects found since the last list. */
    private final List<Long> oids = new ArrayList<>();
    /** The entry to which they belong, as far as the order of the entries tells. */
    private TocEntry group;

    TarVerifier(TarArchiveReader archive, TocFile toc, PrimitiveInput in, TarMembers members, DataListener listener) {
        this.archive = archive;
        this.toc = toc;
        this.in = in;
        this.members = members;
        this.listener = listener;
        rules = new DataRules(archive.entries(), archive.header().version(), log, listener);
    }

    Verification verify() throws IOException {
        ArchiveVersion version = archive.header().version();
        TocRules.check(archive.entries(), version, log);
        toc.problems().forEach(log::add);
        for (TocEntry entry : archive.entries()) {
            String name = toc.checkedName(entry, log);
            if (name != null) {
                boolean objects = entry.type().data() == DataKind.LARGE_OBJECTS;
                awaited.put(objects ? ArchiveFiles.list(entry.dumpId(), version) : name, entry);
            }
        }
        try {
            for (TarMember member = members.next(); member != null; member = members.next()) {
                member(member);
            }
            if (members.zeroBlocks() < END_BLOCKS) {
                log.add(0, in.position(), null, "the tar file does not end with two blocks of zeros");
            }
        } catch (ArchiveFormatException e) {
            log.add(e.dumpId().orElse(0), null, e);
        }
        for (TocEntry entry : awaited.values()) {
            log.add(entry.dumpId(), -1, null, "the archive ends before the entry's data, or they cannot be found");
        }
        return log.result(archive.entries());
    }

    private void member(TarMember member) throws IOException {
        TocEntry entry = awaited.remove(member.name());
        in.concerning(entry == null ? 0 : entry.dumpId());
        if (member.isLargeObject()) {
            largeObject(member);
        } else if (entry != null && entry.type().data() == DataKind.LARGE_OBJECTS) {
            list(entry, member);
        } else if (entry != null) {
            listener.begun(entry);
            rules.table(entry, members.open(), member.name());
            listener.finished(entry);
        } else if (!member.name().equals(ArchiveFiles.TOC) && !member.name().equals(ArchiveFiles.SCRIPT)) {
            log.add(0, member.start(), member.name(), "the archive contains a file to which no entry refers");
        }
    }

    private void largeObject(TarMember member) throws IOException {
        if (oids.isEmpty()) {
            group = nextGroup();
            if (group != null) {
                listener.begun(group);
            }
        }
        oids.add(archive.oid(member));
        InputStream content = members.open();
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            log.read(count);
            if (group != null) {
                listener.copied(group, count);
            }
        }
    }

    /** Returns the entry of the large objects that follow, whose list comes after them; null if none is left. */
    private TocEntry nextGroup() {
        return awaited.values().stream()
                .filter(entry -> entry.type().data() == DataKind.LARGE_OBJECTS)
                .findFirst()
                .orElse(null);
    }

    private void list(TocEntry entry, TarMember member) throws IOException {
        if (oids.isEmpty()) {
            listener.begun(entry);
        }
        if (!LargeObjectList.isUsual(members.open(), oids)) {
            log.add(
                    entry.dumpId(),
                    member.start(),
                    member.name(),
                    "the list does not match the large objects before it");
        }
        rules.largeObjects(entry, List.copyOf(oids), member.name());
        oids.clear();
        listener.finished(entry);
    }
}
