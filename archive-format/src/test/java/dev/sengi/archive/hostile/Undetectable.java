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
        return new ArchiveHeader(
                header.version(),
                header.format(),
                header.intSize(),
                header.offSize(),
                // In a directory archive, the suffixes of files decide.
                header.format() == ArchiveFormat.DIRECTORY ? CompressionAlgorithm.NONE : header.compression(),
                ANY_TIME,
                SummerTime.UNKNOWN,
                header.dbname().isEmpty() ? "" : "any",
                header.serverVersion().isEmpty() ? "" : "any",
                header.dumpVersion().isEmpty() ? "" : "any");
    }

    private static TocEntry entry(TocEntry entry) {
        int dumpId = entry.hadDumper() ? entry.dumpId() : Integer.MAX_VALUE;
        List<Integer> dependencies = Collections.nCopies(entry.dependencies().size(), 1);
        return new TocEntry(
                dumpId,
                entry.hadDumper(),
                0,
                0,
                blank(entry.tag()),
                entry.desc(),
                entry.section(),
                blank(entry.defn()),
                blank(entry.dropStmt()),
                blank(entry.copyStmt()),
                blank(entry.namespace()),
                blank(entry.tablespace()),
                blank(entry.tableam()),
                entry.desc().equals("TABLE") ? 'r' : entry.relkind(),
                blank(entry.owner()),
                dependencies);
    }

    private static String blank(String text) {
        return text == null ? null : "x".repeat(text.getBytes(StandardCharsets.UTF_8).length);
    }
}
