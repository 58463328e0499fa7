package dev.sengi.archive.directory;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that lists the large objects of an entry in directory and tar archives: a line each, the OID, a space and the
 * name of the object's file, without the ending of a compressed one.
 */
public final class LargeObjectList {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,10}) ([^ ]+)");
    private static final long MAX_OID = 0xffff_ffffL;

    /** One large object and the name of its file. */
    public record Item(long oid, String file) {}

    private LargeObjectList() {}

    /** Returns the line of an object. */
    public static byte[] line(long oid) {
        return (oid + " " + fileName(oid) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the name of an object's file. */
    public static String fileName(long oid) {
        return "blob_" + oid + ".dat";
    }

    /**
     * Reads a list to its end, and closes it.
     *
     * @param name of the list, for messages
     */
    static List<Item> read(InputStream list, String name, int dumpId) throws IOException {
        List<Item> items = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches() || Long.parseLong(parts.group(1)) > MAX_OID) {
                    throw new ArchiveFormatException(
                            Reason.CORRUPT,
                            "invalid line in large object TOC file \"" + name + "\": \"" + line + "\n\"",
                            -1,
                            dumpId,
                            null);
                }
                items.add(new Item(Long.parseLong(parts.group(1)), parts.group(2)));
            }
        }
        return items;
    }

    /** Returns whether the list that has been read as these items is written as {@link #line} does it. */
    static boolean isUsual(InputStream list, List<Item> items) throws IOException {
        for (Item item : items) {
            byte[] line = line(item.oid());
            if (!Arrays.equals(list.readNBytes(line.length), line)) {
                return false;
            }
        }
        return list.read() < 0;
    }
}
