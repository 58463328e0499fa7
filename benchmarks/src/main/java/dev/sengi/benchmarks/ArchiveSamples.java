package dev.sengi.benchmarks;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.Section;
import dev.sengi.archive.SummerTime;
import dev.sengi.archive.TocEntry;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;

/** Synthetic archive content that resembles real dumps and is always the same. */
final class ArchiveSamples {
    static final ArchiveHeader HEADER = ArchiveHeader.builder(ArchiveFormat.CUSTOM)
            .created(LocalDateTime.of(2026, 5, 4, 3, 2, 1))
            .summerTime(SummerTime.NO)
            .dbname("skerry")
            .serverVersion("18.6")
            .dumpVersion("18.6")
            .build();

    /** Follows rows. */
    static final byte[] TERMINATOR = "\\.\n\n\n".getBytes(StandardCharsets.US_ASCII);

    private ArchiveSamples() {}

    /** Returns the entries of that many tables. */
    static List<TocEntry> tables(int count, boolean withData) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> table(number, withData))
                .toList();
    }

    private static TocEntry table(int number, boolean withData) {
        String name = "sailing_" + number;
        return TocEntry.builder(number)
                .hadDumper(withData)
                .catalogId(1259, 16384L + number)
                .tag(name)
                .desc(withData ? "TABLE DATA" : "TABLE")
                .section(withData ? Section.DATA : Section.PRE_DATA)
                .defn("CREATE TABLE timetable." + name + " (\n    id bigint NOT NULL,\n    departs timestamp with time"
                        + " zone NOT NULL,\n    load numeric(5,2) DEFAULT 0.5\n);\n\n\n")
                .dropStmt("DROP TABLE timetable." + name + ";\n")
                .copyStmt(withData ? "COPY timetable." + name + " (id, departs, load) FROM stdin;\n" : null)
                .namespace("timetable")
                .tablespace("")
                .tableam("heap")
                .relkind('r')
                .owner("skerry_owner")
                .dependencies(number > 1 ? List.of(number - 1) : List.of())
                .build();
    }

    /** Returns rows as COPY sends them, at least that many bytes. */
    static byte[] rows(int bytes) {
        StringBuilder rows = new StringBuilder(bytes + 100);
        for (int id = 1; rows.length() < bytes; id++) {
            rows.append(id)
                    .append("\t2026-05-")
                    .append(10 + id % 20)
                    .append(" 06:00:00+00\tPassenger ")
                    .append(id * 7919L % 100_003)
                    .append("\t\\N\tKirkwall\t")
                    .append(id % 997)
                    .append(".25\n");
        }
        return rows.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
