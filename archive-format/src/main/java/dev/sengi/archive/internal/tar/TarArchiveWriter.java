package dev.sengi.archive.internal.tar;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter.LargeObjectOutput;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TarExtras;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.charset.EncodingEntry;
import dev.sengi.archive.internal.codec.ByteSink;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.PrimitiveOutput;
import dev.sengi.archive.internal.codec.TextEncoder;
import dev.sengi.archive.internal.codec.TocCodec;
import dev.sengi.archive.internal.directory.LargeObjectList;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.spool.OutputSequence;
import dev.sengi.archive.internal.spool.SpoolSpace;
import dev.sengi.archive.internal.spool.SpooledOutput;
import dev.sengi.archive.internal.writer.ArchiveStart;
import dev.sengi.archive.internal.writer.FormatWriter;
import dev.sengi.archive.internal.writer.TarScript;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the tar format, version 1.16, as {@link TarArchiveReader} describes and reads it. */
public final class TarArchiveWriter implements FormatWriter {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final long MILLISECONDS = 1000;

    private static final OutputSequence.Target NO_BYTES = new OutputSequence.Target() {
        @Override
        public OutputStream begin() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void end() {}
    };

    private final TarOutput tar;
    /** Null for an archive without {@code restore.sql}. */
    private TarScript script;

    private ModificationTimes modified = name -> System.currentTimeMillis() / MILLISECONDS;
    private final SpoolSpace space;
    private ArchiveStart start;
    /** Keeps the data in order, because readers of a tar that cannot seek cannot go back. */
    private OutputSequence data;

    /**
     * @param script null for an archive without {@code restore.sql}
     * @param spoolFolder null for the system's temporary folder
     */
    public TarArchiveWriter(PrimitiveOutput out, TarScript script, Path spoolFolder) throws IOException {
        TarHeader.requireLibrary();
        this.tar = new TarOutput(out, name -> modified.of(name));
        this.script = script;
        this.space = new SpoolSpace(spoolFolder);
    }

    @Override
    public boolean anyOrder() {
        return false;
    }

    @Override
    public boolean waitsForEntriesBefore() {
        return true;
    }

    @Override
    public void abandon() {
        space.stop();
        tar.abandon();
    }

    @Override
    public void begin(ArchiveStart archiveStart) throws IOException {
        start = archiveStart;
        if (start.kept() != null) {
            keep(start.kept());
        }
        data = OutputSequence.ordered(
                space,
                start.entries().outlines().stream()
                        .filter(TocEntry::hadDumper)
                        .map(TocEntry::dumpId)
                        .toList());
        TextEncoder text = new TextEncoder(EncodingEntry.charset(start.entries().outlines()));
        try (OutputStream member = tar.member(ArchiveFiles.TOC);
                PrimitiveOutput toc = new PrimitiveOutput(ByteSink.of(member))) {
            HeaderCodec.write(toc, start.header(), ArchiveFormat.TAR, CompressionAlgorithm.NONE, text);
            TocCodec.write(toc, start.entries(), text, entry -> {
                checkTag(entry);
                toc.writeStringBytes((entry.hadDumper() ? ArchiveFiles.data(entry.dumpId()) : "")
                        .getBytes(StandardCharsets.US_ASCII));
            });
            toc.flush();
        }
    }

    /** Copies the modification times of members from another tar, and its script if that is valid for the copy. */
    private void keep(ArchiveStart.Kept kept) {
        TarExtras extras = kept.extras();
        modified = name -> extras.modified(name).orElse(0);
        if (kept.script()) {
            script = (header, entries, out) -> {
                try (InputStream text = extras.openScript()) {
                    text.transferTo(out);
                }
            };
        }
    }

    /** Rejects a tag without an OID, because readers first look for the file of the object that the tag names. */
    private static void checkTag(TocEntry entry) throws IOException {
        if (entry.type().data() == DataKind.LARGE_OBJECTS && !entry.tag().matches("[0-9]+(\\.\\.[0-9]+)?")) {
            throw new IOException("large objects from an archive of version 1.15 or older cannot be stored in a tar");
        }
    }

    @Override
    public OutputStream openData(TocEntry entry) throws IOException {
        return data.open(entry.dumpId(), new OutputSequence.Target() {
            private OutputStream member;

            @Override
            public OutputStream begin() throws IOException {
                member = new BufferedOutputStream(tar.member(ArchiveFiles.data(entry.dumpId())), BUFFER_SIZE);
                return member;
            }

            @Override
            public void end() throws IOException {
                member.close();
            }
        });
    }

    @Override
    public LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException {
        // An entry's members must be consecutive, so this waits for its turn instead of spooling them.
        SpooledOutput turn = data.open(entry.dumpId(), NO_BYTES);
        turn.awaitRelease();
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        return new LargeObjectOutput() {
            private boolean closed;

            @Override
            public OutputStream next(long oid) throws IOException {
                list.writeBytes(LargeObjectList.line(oid));
                return tar.member(ArchiveFiles.object(oid));
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    try (OutputStream member = tar.member(ArchiveFiles.list(entry.dumpId()))) {
                        list.writeTo(member);
                    }
                    turn.close();
                }
            }
        };
    }

    @Override
    public void finish() throws IOException {
        if (script != null) {
            try (OutputStream member = new BufferedOutputStream(tar.member(ArchiveFiles.SCRIPT), BUFFER_SIZE)) {
                script.write(start.header(), start.entries(), member);
            }
        }
        tar.finish();
    }

    @Override
    public void close() throws IOException {
        try (tar) {
            space.close();
        }
    }
}
