package dev.sengi;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** The parts of archives that tests write without a server: tables in schema public with a column {@code a} of text. */
final class MadeArchive {
    /** The length of a row in bytes, with its line feed. */
    static final int ROW_LENGTH = 1000;

    private MadeArchive() {}

    static ArchiveHeader header(ArchiveFormat format) {
        return ArchiveHeader.builder(format)
                .dbname("d")
                .serverVersion("18.0")
                .dumpVersion("18.0")
                .build();
    }

    /** Returns the entry of a table's rows. */
    static TocEntry rows(int dumpId, String table, List<Integer> dependencies) {
        return TocEntry.builder(dumpId)
                .tag(table)
                .desc("TABLE DATA")
                .section(Section.DATA)
                .namespace("public")
                .copyStmt("COPY public." + table + " (a) FROM stdin;\n")
                .dependencies(dependencies)
                .hadDumper(true)
                .build();
    }

    /** Writes rows that can be compressed to about a twentieth, without their terminator. */
    static void writeRows(OutputStream out, int count) throws IOException {
        Random random = new Random(1);
        byte[] bytes = new byte[45];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            String row = HexFormat.of().formatHex(bytes);
            out.write((row + ".".repeat(ROW_LENGTH - 1 - row.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
