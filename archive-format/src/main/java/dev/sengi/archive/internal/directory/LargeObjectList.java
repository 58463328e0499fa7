package dev.sengi.archive.internal.directory;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.internal.io.ArchiveFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the file that lists the large objects of an entry in directory and tar archives. Each line contains the OID, a
 * space and the name of the object's file, without the suffix of a compressed one.
 *
 * <p>Only one line is held in memory, with the same length limit as in pg_restore.
 */
public final class LargeObjectList implements Closeable {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,10}) ([^ \r\n]+)\r?\n?");
    private static final int MAX_LINE = 1023;
    private static final long MAX_OID = 0xffff_ffffL;

    private final InputStream list;
    private final String name;
    private final int dumpId;

    /** One large object and the name of its file. */
    record Item(long oid, String file) {}

    /**
     * @param list is closed with this object
     * @param name of the list, for messages
     */
    LargeObjectList(InputStream list, String name, int dumpId) {
        this.list = new BufferedInputStream(list);
        this.name = name;
        this.dumpId = dumpId;
    }

    /** Returns an object's line. */
    public static byte[] line(long oid) {
        return (oid + " " + ArchiveFiles.object(oid) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Returns whether the list, which is read to its end, contains exactly these objects as {@link #line} writes them.
     */
    public static boolean isUsual(InputStream list, List<Long> oids) throws IOException {
        InputStream in = new BufferedInputStream(list);
        for (long oid : oids) {
            byte[] line = line(oid);
            if (!Arrays.equals(in.readNBytes(line.length), line)) {
                return false;
            }
        }
        return in.read() < 0;
    }

    /** Reads the next line, or returns null at the end. */
    Item next() throws IOException {
        String line = readLine();
        if (line.isEmpty()) {
            return null;
        }
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || Long.parseLong(parts.group(1)) > MAX_OID) {
            throw new ArchiveFormatException(
                    Reason.CORRUPT,
                    "invalid line in large object TOC file \"" + name + "\": \"" + line + "\"",
                    -1,
                    dumpId,
                    null);
        }
        return new Item(Long.parseLong(parts.group(1)), parts.group(2));
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int last = 0;
        while (last != '\n' && line.size() < MAX_LINE) {
            last = list.read();
            if (last < 0) {
                break;
            }
            line.write(last);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        list.close();
    }
}
