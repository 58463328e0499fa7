package dev.sengi.archive.hostile;

import dev.sengi.archive.ArchiveContent;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.SummerTime;
import dev.sengi.archive.TocEntry;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Normalizes what can differ in an archive without contradicting the format.
 *
 * <p>These are: the header's date and strings; an entry's catalog IDs, name, owner and SQL (but not their lengths),
 * whether a table is partitioned, the dump IDs on which the entry depends (but not how many), and the dump ID of an
 * entry without data; the data themselves if there is no checksum, which only gzip has; and the header's compression in
 * a directory archive, where the suffixes of files decide.
 */
final class Undetectable {
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private Undetectable() {}

    /** @param compression the actual compression of the data, even if a damaged header contains another */
    static ArchiveContent leftOut(ArchiveContent content, CompressionAlgorithm compression) {
        boolean checksum = compression == CompressionAlgorithm.GZIP;
        boolean stored = compression == CompressionAlgorithm.NONE;
        Map<Integer, String> tables = new LinkedHashMap<>(content.tables());
        Map<Integer, Map<Long, String>> objects = new LinkedHashMap<>();
        content.largeObjects().forEach((id, each) -> objects.put(id, new LinkedHashMap<>(each)));
        if (!checksum) {
            tables.replaceAll((id, data) -> stored ? "x".repeat(data.length()) : "");
            objects.values().forEach(each -> each.replaceAll((oid, data) -> stored ? "x".repeat(data.length()) : ""));
        }
        return new ArchiveContent(
                header(content.header()),
                content.entries().stream().map(Undetectable::entry).toList(),
                tables,
                objects);
    }

    private static ArchiveHeader header(ArchiveHeader header) {
        return header.toBuilder()
                // In a directory archive, the suffixes of files decide.
                .compression(
                        header.format() == ArchiveFormat.DIRECTORY ? CompressionAlgorithm.NONE : header.compression())
                .created(ANY_TIME)
                .summerTime(SummerTime.UNKNOWN)
                .dbname(header.dbname().isEmpty() ? "" : "any")
                .serverVersion(header.serverVersion().isEmpty() ? "" : "any")
                .dumpVersion(header.dumpVersion().isEmpty() ? "" : "any")
                .build();
    }

    private static TocEntry entry(TocEntry entry) {
        int dumpId = entry.hadDumper() ? entry.dumpId() : Integer.MAX_VALUE;
        List<Integer> dependencies = Collections.nCopies(entry.dependencies().size(), 1);
        return TocEntry.builder(dumpId)
                .hadDumper(entry.hadDumper())
                .tag(blank(entry.tag()))
                .desc(entry.desc())
                .section(entry.section())
                .defn(blank(entry.defn()))
                .dropStmt(blank(entry.dropStmt()))
                .copyStmt(blank(entry.copyStmt()))
                .namespace(blank(entry.namespace()))
                .tablespace(blank(entry.tablespace()))
                .tableam(blank(entry.tableam()))
                .relkind(entry.desc().equals("TABLE") ? 'r' : entry.relkind())
                .owner(blank(entry.owner()))
                .dependencies(dependencies)
                .build();
    }

    private static String blank(String text) {
        return text == null ? null : "x".repeat(text.getBytes(StandardCharsets.UTF_8).length);
    }
}
