package dev.sengi.archive.internal.tar;

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
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a tar archive member by member to the end of the file. */
final class TarVerifier {
    private static final int END_BLOCKS = 2;

    private final TarArchiveReader archive;
    private final TocFile toc;
    private final PrimitiveInput in;
    private final TarMembers members;
    private final ProblemLog log = new ProblemLog();
    private final DataRules rules;
    /** Entries whose data have not been found yet, by the name of the member that ends them. */
    private final Map<String, TocEntry> awaited = new LinkedHashMap<>();
    /** The large objects found since the last list. */
    private final List<Long> oids = new ArrayList<>();

    TarVerifier(TarArchiveReader archive, TocFile toc, PrimitiveInput in, TarMembers members) {
        this.archive = archive;
        this.toc = toc;
        this.in = in;
        this.members = members;
        rules = new DataRules(archive.entries(), archive.header().version(), log);
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
            oids.add(archive.oid(member));
            log.read(members.open().transferTo(OutputStream.nullOutputStream()));
        } else if (entry != null && entry.type().data() == DataKind.LARGE_OBJECTS) {
            list(entry, member);
        } else if (entry != null) {
            rules.table(entry, members.open(), member.name());
        } else if (!member.name().equals(ArchiveFiles.TOC) && !member.name().equals(ArchiveFiles.SCRIPT)) {
            log.add(0, member.start(), member.name(), "the archive contains a file to which no entry refers");
        }
    }

    private void list(TocEntry entry, TarMember member) throws IOException {
        if (!LargeObjectList.isUsual(members.open(), oids)) {
            log.add(
                    entry.dumpId(),
                    member.start(),
                    member.name(),
                    "the list does not match the large objects before it");
        }
        rules.largeObjects(entry, List.copyOf(oids), member.name());
        oids.clear();
    }
}
