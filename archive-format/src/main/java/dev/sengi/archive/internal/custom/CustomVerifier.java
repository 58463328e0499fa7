package dev.sengi.archive.internal.custom;

import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.internal.codec.DataOffset;
import dev.sengi.archive.internal.codec.Preamble;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.io.StoredReads;
import dev.sengi.archive.internal.verify.DataRules;
import dev.sengi.archive.internal.verify.ProblemLog;
import dev.sengi.archive.internal.verify.TocRules;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads a custom archive block by block to the end of the file.
 *
 * <p>After a block damaged so badly that its end is unknown, it continues at the next position in the table of
 * contents.
 */
final class CustomVerifier {
    private final PrimitiveInput in;
    private final ArchiveHeader header;
    private final List<TocEntry> entries;
    private final ProblemLog log = new ProblemLog();
    private final DataRules rules;
    private final StoredReads reads;
    private final DataListener listener;
    /** Entries whose data have not been found yet, in the archive's order. */
    private final Map<Integer, TocEntry> awaited = new LinkedHashMap<>();

    private final Map<Integer, DataOffset> offsets;
    private final AppendedToc appended;
    /** Where blocks begin, by dump ID. */
    private final Map<Integer, Long> starts = new HashMap<>();

    /** Set before the copy of the table of contents is read; its irregularities are reported as one problem. */
    private boolean irregularitiesLogged;

    private final TreeSet<Long> positions = new TreeSet<>();

    CustomVerifier(
            PrimitiveInput in,
            Preamble<DataOffset> preamble,
            AppendedToc appended,
            StoredReads reads,
            DataListener listener) {
        this.reads = reads;
        this.listener = listener;
        this.appended = appended;
        this.in = in;
        header = preamble.header();
        entries = preamble.entries();
        offsets = preamble.extensions();
        rules = new DataRules(entries, header.version(), log, listener);
    }

    /** @param start where the data begin: the input is there, or can be moved there */
    Verification verify(long start) throws IOException {
        TocRules.check(entries, header.version(), log);
        for (TocEntry entry : entries) {
            DataOffset offset = offsets.get(entry.dumpId());
            if (offset.state() != DataOffset.State.NO_DATA) {
                awaited.put(entry.dumpId(), entry);
            }
            if (offset.state() == DataOffset.State.SET) {
                positions.add(offset.position());
            }
            if (entry.hadDumper() == (offset.state() == DataOffset.State.NO_DATA)) {
                log.add(entry.dumpId(), -1, null, "the entry is inconsistent about whether it has data");
            }
        }
        if (in.seekable()) {
            in.seek(start);
        }
        boolean more = true;
        while (more) {
            long block = in.position();
            try {
                more = block();
            } catch (ArchiveFormatException e) {
                log.add(e.dumpId().orElse(0), null, e);
                more = resume(block);
            }
            in.concerning(0);
        }
        if (!irregularitiesLogged) {
            in.irregularities().forEach(log::add);
        }
        for (TocEntry entry : awaited.values()) {
            log.add(entry.dumpId(), -1, null, "the archive ends before the entry's data, or they cannot be found");
        }
        return log.result(entries);
    }

    /** Continues after damage if the start of a later block is known. */
    private boolean resume(long damaged) throws IOException {
        Long next = in.seekable() ? positions.higher(damaged) : null;
        if (next == null || next >= in.size()) {
            return false;
        }
        in.seek(next);
        return true;
    }

    /** Reads one block, and returns whether there was one. */
    private boolean block() throws IOException {
        long start = in.position();
        if (in.atEnd()) {
            return false;
        }
        if (awaited.isEmpty()) {
            in.irregularities().forEach(log::add);
            irregularitiesLogged = true;
            if (!appended.endsWithCopy(in, starts)) {
                log.add(0, start, null, "there is extra content after the last entry's data");
            }
            return false;
        }
        int code = BlockType.readCode(in, header.version());
        BlockType type = BlockType.ofCode(code)
                .orElseThrow(() -> in.corrupt("unrecognized data block type (" + code + ") while searching archive"));
        int dumpId = in.readInt();
        TocEntry entry = awaited.remove(dumpId);
        if (entry == null) {
            throw in.corrupt("found unexpected block ID (" + dumpId + ")");
        }
        in.concerning(dumpId);
        starts.put(dumpId, start);
        DataOffset offset = offsets.get(dumpId);
        if (offset.state() == DataOffset.State.SET && offset.position() != start) {
            log.add(dumpId, start, null, "the data do not begin at byte " + offset.position());
        }
        if (type != (entry.type().data() == DataKind.LARGE_OBJECTS ? BlockType.BLOBS : BlockType.DATA)) {
            log.add(dumpId, start, null, "the data of " + entry.desc() + " are in a block of another type");
        }
        items(entry, new DataBlock(in, type, start));
        return true;
    }

    private void items(TocEntry entry, DataBlock block) throws IOException {
        listener.begun(entry);
        List<Long> oids = new ArrayList<>();
        boolean all = true;
        for (ChunkInput item = block.nextItem(); item != null; item = block.nextItem()) {
            try (InputStream data =
                    new EntryInput(in, header.compression(), item, block.start(), reads.of(entry.dumpId()))) {
                if (block.type() == BlockType.DATA) {
                    rules.table(entry, data, null);
                } else {
                    all &= oids.size() < DataRules.MOST_OBJECTS;
                    if (all) {
                        oids.add(block.oid());
                    }
                    rules.largeObject(entry, data, null);
                }
            }
        }
        if (!all) {
            log.add(entry.dumpId(), -1, null, "there are too many large objects to compare");
        } else if (block.type() == BlockType.BLOBS) {
            rules.largeObjects(entry, oids, null);
        }
        listener.finished(entry);
    }
}
