package dev.sengi.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;

/** Builds valid and invalid archives of every version byte by byte. */
public final class ArchiveBytes {
    private static final String ABSENT = null;
    private static final int LEVEL = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int minor;
    private final int intSize;
    private final int offSize;
    private boolean compressed;

    private ArchiveBytes(int minor, int intSize, int offSize) {
        this.minor = minor;
        this.intSize = intSize;
        this.offSize = offSize;
    }

    /** Begins an archive of version 1.{@code minor} in custom format, without compression, dumped from "db". */
    public static ArchiveBytes version(int minor) {
        return version(minor, 0);
    }

    /** @param compression the algorithm's code; before version 1.15, the level */
    public static ArchiveBytes version(int minor, int compression) {
        return version(minor, compression, 4, 8);
    }

    /**
     * Begins an archive.
     *
     * @param compression as above; ignored before version 1.2, whose archives are all compressed
     * @param offSize ignored before version 1.7
     */
    public static ArchiveBytes version(int minor, int compression, int intSize, int offSize) {
        return version(minor, ArchiveFormat.CUSTOM, compression, intSize, offSize);
    }

    /** Begins the table of contents of a directory or tar archive. */
    public static ArchiveBytes toc(int minor, int compression) {
        return version(minor, ArchiveFormat.TAR, compression, 4, 8);
    }

    private static ArchiveBytes version(int minor, ArchiveFormat format, int compression, int intSize, int offSize) {
        ArchiveBytes archive = new ArchiveBytes(minor, intSize, offSize);
        archive.raw('P', 'G', 'D', 'M', 'P', 1, minor);
        if (minor >= 1) {
            archive.raw(0);
        }
        archive.raw(intSize);
        if (minor >= 7) {
            archive.raw(offSize);
        }
        archive.raw(format.code());
        archive.compression(compression);
        if (minor >= 4) {
            archive.created().string("db");
        }
        return minor >= 10 ? archive.string("16.2").string("16.3") : archive;
    }

    /** Begins a compressed archive; older versions use zlib at its default level. */
    public static ArchiveBytes compressed(int minor) {
        ArchiveBytes archive = version(minor, minor >= 15 ? 1 : LEVEL);
        archive.compressed = true;
        return archive;
    }

    private void compression(int code) {
        if (minor >= 15 || minor == 2 || minor == 3) {
            raw(code);
        } else if (minor >= 4) {
            integer(code);
        } else {
            compressed = true;
        }
    }

    /** 2024-02-29 23:59:58. */
    private ArchiveBytes created() {
        return integer(58)
                .integer(59)
                .integer(23)
                .integer(29)
                .integer(1)
                .integer(124)
                .integer(0);
    }

    /** Returns an archive that begins with the given bytes. */
    public static ArchiveBytes of(byte... archive) {
        return new ArchiveBytes(16, 4, 8).raw(archive);
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
        long stored = minor == 0 ? value : Math.abs((long) value);
        if (minor > 0) {
            raw(value < 0 ? 1 : 0);
        }
        for (int i = 0; i < intSize; i++) {
            raw(i < Long.BYTES ? (int) (stored >> (8 * i)) : 0);
        }
        return this;
    }

    public ArchiveBytes string(String value) {
        return value == null ? integer(-1) : bytes(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private ArchiveBytes bytes(byte... value) {
        return integer(value.length).raw(value);
    }

    /** Writes the location of an entry's data: flag and position, or before 1.7 one Int for both. */
    public ArchiveBytes offset(int flag, long position) {
        if (minor < 7) {
            return integer(flag == 1 ? -1 : flag == 3 ? 0 : (int) position).integer(4711);
        }
        raw(flag);
        for (int i = 0; i < offSize; i++) {
            raw(i < Long.BYTES ? (int) (position >> (8 * i)) : 0);
        }
        return this;
    }

    /** Writes an entry with few fields set, up to its offset. */
    public ArchiveBytes entry(int dumpId, String desc, String tag, String defn, boolean hadDumper) {
        integer(dumpId).integer(hadDumper ? 1 : 0);
        if (minor >= 8) {
            string("0");
        }
        string("0").string(tag).string(desc);
        if (minor >= 11) {
            integer(hadDumper ? 3 : 2);
        }
        string(defn).string("");
        if (minor >= 3) {
            string(ABSENT);
        }
        if (minor >= 6) {
            string("app");
        }
        if (minor >= 10) {
            string(ABSENT);
        }
        if (minor >= 14) {
            string("heap");
        }
        if (minor >= 16) {
            integer(desc.equals("TABLE") ? 'r' : 0);
        }
        return owner("ann", false).dependencies("17");
    }

    /** Writes an entry with all fields of the version, and an offset that does not contain the position of its data. */
    public ArchiveBytes entry(TocEntry entry, boolean withOids) {
        return fields(entry, withOids).offset(entry.hadDumper() ? 1 : 3, 0);
    }

    /** Writes such an entry for a directory or tar archive, with the name of the file that contains its data. */
    public ArchiveBytes entry(TocEntry entry, boolean withOids, String file) {
        return fields(entry, withOids).string(file);
    }

    private ArchiveBytes fields(TocEntry entry, boolean withOids) {
        integer(entry.dumpId()).integer(entry.hadDumper() ? 1 : 0);
        if (minor >= 8) {
            string(Long.toString(entry.tableoid()));
        }
        string(Long.toString(entry.oid())).string(entry.tag()).string(entry.desc());
        if (minor >= 11) {
            integer(entry.section().code());
        }
        string(entry.defn()).string(entry.dropStmt());
        if (minor >= 3) {
            string(entry.copyStmt());
        }
        if (minor >= 6) {
            string(entry.namespace());
        }
        if (minor >= 10) {
            string(entry.tablespace());
        }
        if (minor >= 14) {
            string(entry.tableam());
        }
        if (minor >= 16) {
            integer(entry.relkind());
        }
        owner(entry.owner(), withOids);
        return dependencies(
                entry.dependencies().stream().map(Integer::toUnsignedString).toArray(String[]::new));
    }

    private ArchiveBytes owner(String owner, boolean withOids) {
        string(owner);
        return minor >= 9 ? string(Boolean.toString(withOids)) : this;
    }

    private ArchiveBytes dependencies(String... dumpIds) {
        if (minor < 5) {
            return this;
        }
        for (String dumpId : dumpIds) {
            string(dumpId);
        }
        return string(ABSENT);
    }

    public ArchiveBytes encoding(String name) {
        return entry(1, "ENCODING", "ENCODING", "SET client_encoding = '" + name + "';\n", false)
                .offset(3, 0);
    }

    /** Writes a table's data block, one chunk per row unless compressed. */
    public ArchiveBytes dataBlock(int dumpId, String... rows) {
        if (minor >= 3) {
            raw(1);
        }
        return integer(dumpId).item(rows);
    }

    /** Writes a block of large objects, one chunk each unless empty. */
    public ArchiveBytes largeObjects(int dumpId, long[] oids, String... contents) {
        raw(3).integer(dumpId);
        for (int i = 0; i < oids.length; i++) {
            integer((int) oids[i]).item(contents[i].isEmpty() ? new String[0] : new String[] {contents[i]});
        }
        return integer(0);
    }

    private ArchiveBytes item(String... chunks) {
        if (compressed) {
            return bytes(deflated(String.join("", chunks))).integer(0);
        }
        for (String chunk : chunks) {
            string(chunk);
        }
        return integer(0);
    }

    private static byte[] deflated(String text) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(stream)) {
            deflater.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return stream.toByteArray();
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
