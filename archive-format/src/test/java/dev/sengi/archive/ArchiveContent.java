package dev.sengi.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The complete content of an archive, for comparing and copying. */
public record ArchiveContent(
        ArchiveHeader header,
        List<TocEntry> entries,
        Map<Integer, String> tables,
        Map<Integer, Map<Long, String>> largeObjects) {

    /** Reads everything; bytes become characters one to one. */
    public static ArchiveContent read(Archive archive) throws IOException {
        Map<Integer, String> tables = new LinkedHashMap<>();
        Map<Integer, Map<Long, String>> largeObjects = new LinkedHashMap<>();
        for (TocEntry entry : archive.entries()) {
            if (entry.desc().equals("BLOBS")) {
                Map<Long, String> objects = new LinkedHashMap<>();
                archive.readLargeObjects(entry, (oid, content) -> objects.put(oid, text(content)));
                largeObjects.put(entry.dumpId(), objects);
            } else if (entry.hadDumper()) {
                tables.put(entry.dumpId(), text(archive, entry));
            }
        }
        return new ArchiveContent(archive.header(), archive.entries(), tables, largeObjects);
    }

    public static String text(Archive archive, TocEntry entry) throws IOException {
        try (InputStream data = archive.openData(entry)) {
            return text(data);
        }
    }

    /** Returns the rest of a stream, one character per byte. */
    public static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Returns the entry with that type and tag. */
    public TocEntry entry(String desc, String tag) {
        return entries.stream()
                .filter(entry -> entry.desc().equals(desc) && entry.tag().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    public String table(String tag) {
        return tables.get(entry("TABLE DATA", tag).dumpId());
    }
}
