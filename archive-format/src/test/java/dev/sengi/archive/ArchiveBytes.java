package dev.sengi.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Builds archives byte by byte, sound and unsound ones. */
public final class ArchiveBytes {
    private static final String ABSENT = null;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int minor;

    private ArchiveBytes(int minor) {
        this.minor = minor;
    }

    /** Begins an archive of version 1.{@code minor} in custom format, without compression, dumped from "db". */
    public static ArchiveBytes version(int minor) {
        return version(minor, 0);
    }

    /** @param compression the algorithm's code, or the level in version 1.14 */
    public static ArchiveBytes version(int minor, int compression) {
        ArchiveBytes archive = new ArchiveBytes(minor);
        archive.raw('P', 'G', 'D', 'M', 'P', 1, minor, 0, 4, 8, 1);
        if (minor >= 15) {
            archive.raw(compression);
        } else {
            archive.integer(compression);
        }
        // 2024-02-29 23:59:58
        archive.integer(58)
                .integer(59)
                .integer(23)
                .integer(29)
                .integer(1)
                .integer(124)
                .integer(0);
        return archive.string("db").string("16.2").string("16.3");
    }

    /** Takes an archive as it is. */
    public static ArchiveBytes of(byte[] archive) {
        return new ArchiveBytes(0).raw(archive);
    }

    public ArchiveBytes raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    public ArchiveBytes raw(byte[] values) {
        bytes.writeBytes(values);
        return this;
    }

    public ArchiveBytes integer(int value) {
        long magnitude = Math.abs((long) value);
        return raw(value < 0 ? 1 : 0)
                .raw((int) magnitude, (int) (magnitude >> 8), (int) (magnitude >> 16), (int) (magnitude >> 24));
    }

    public ArchiveBytes string(String value) {
        return value == null ? integer(-1) : integer(value.length()).raw(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    public ArchiveBytes offset(int flag, long position) {
        raw(flag);
        for (int i = 0; i < 8; i++) {
            raw((int) (position >> (8 * i)));
        }
        return this;
    }

    /** An entry with little in it, up to its offset. */
    public ArchiveBytes entry(int dumpId, String desc, String tag, String defn, boolean hadDumper) {
        integer(dumpId)
                .integer(hadDumper ? 1 : 0)
                .string("0")
                .string("0")
                .string(tag)
                .string(desc);
        integer(hadDumper ? 3 : 2)
                .string(defn)
                .string("")
                .string(ABSENT)
                .string("app")
                .string(ABSENT)
                .string("heap");
        if (minor >= 16) {
            integer('r');
        }
        return string("ann").string("false").string("17").string(ABSENT);
    }

    public ArchiveBytes encoding(String name) {
        return entry(1, "ENCODING", "ENCODING", "SET client_encoding = '" + name + "';\n", false)
                .offset(3, 0);
    }

    /** A table's data block, its rows a chunk each. */
    public ArchiveBytes dataBlock(int dumpId, String... rows) {
        raw(1).integer(dumpId);
        for (String row : rows) {
            string(row);
        }
        return integer(0);
    }

    public int length() {
        return bytes.size();
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    public Archive open() throws IOException {
        return Archive.open(new InMemoryChannel(bytes()));
    }

    public Archive openUnseekable() throws IOException {
        return Archive.open(new ByteArrayInputStream(bytes()));
    }
}
