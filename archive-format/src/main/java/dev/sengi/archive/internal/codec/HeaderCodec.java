package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.SummerTime;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

/**
 * Reads and writes the header of an archive.
 *
 * <pre>
 * magic          5 bytes  PGDMP
 * version        3 bytes  major, minor, revision; no revision in 1.0
 * intSize        Byte     of every Int that follows
 * offSize        Byte     of every Offset that follows; since 1.7, before that equal to intSize
 * format         Byte     {@link ArchiveFormat#code()}
 * compression    Byte     {@link CompressionAlgorithm#code()}; since 1.15
 *                Int      from 1.4 to 1.14, zlib's level: 0 means none, anything else gzip
 *                Byte     in 1.2 and 1.3, likewise; all older archives are compressed
 * created        7 Ints   second, minute, hour, day of month, month from 0, year from 1900,
 *                         {@link SummerTime#code()}; the dumping machine's local time; since 1.4
 * dbname         Str      since 1.4
 * serverVersion  Str      since 1.10
 * dumpVersion    Str      since 1.10
 * </pre>
 *
 * <p>The strings' charset is unknown until the table of contents has been read; until then they are decoded as
 * ISO-8859-1, which loses nothing, and {@link #decoded} then converts them. Facts: {@code ReadHead} and {@code
 * WriteHead} in PostgreSQL's {@code pg_backup_archiver.c}.
 */
public final class HeaderCodec {
    /** The bytes with which every archive begins. */
    public static final String MAGIC = "PGDMP";

    private static final int OLDEST = 0;
    private static final int NEWEST = ArchiveVersion.CURRENT.minor();
    private static final int REVISION_AND_SIGNS_SINCE = 1;
    private static final int COMPRESSION_SINCE = 2;
    private static final int COMPRESSION_LEVEL_INT_SINCE = 4;
    private static final int CREATION_SINCE = 4;
    private static final int OFFSET_SIZE_SINCE = 7;
    private static final int COMPRESSION_ALGORITHM_SINCE = 15;

    /** The dumping machine's local time. */
    private record Creation(LocalDateTime local, SummerTime summerTime) {
        static Creation now() {
            ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
            return new Creation(now.toLocalDateTime(), SummerTime.at(now));
        }
    }

    private HeaderCodec() {}

    /**
     * Reads a header, strings as ISO-8859-1. A directory archive's header states the format of a tar archive.
     *
     * @param expected the format that the archive's container implies
     */
    public static ArchiveHeader read(PrimitiveInput in, ArchiveFormat expected) throws IOException {
        byte[] magic = new byte[MAGIC.length()];
        in.readFully(magic, 0, magic.length);
        if (!MAGIC.equals(new String(magic, StandardCharsets.ISO_8859_1))) {
            throw in.corrupt("did not find magic string in file header");
        }
        ArchiveVersion version = readVersion(in);
        if (version.revision() != 0 && version.storesPrograms()) {
            in.irregular(in.position(), "the archive's version has a nonzero revision");
        }
        int intSize = in.readByte();
        int offSize = intSize;
        in.sizes(intSize, offSize);
        if (version.since(OFFSET_SIZE_SINCE)) {
            offSize = in.readByte();
            in.offsetSize(offSize);
            if (offSize != Long.BYTES && version.storesPrograms()) {
                in.irregular(in.position() - 1, "file offsets of " + offSize + " bytes");
            }
        }
        if (!version.since(REVISION_AND_SIGNS_SINCE)) {
            in.unsigned();
        }
        checkFormat(in, in.readByte(), stored(expected));
        CompressionAlgorithm compression = readCompression(in, version);
        Creation created = version.since(CREATION_SINCE) ? readCreated(in) : new Creation(null, SummerTime.UNKNOWN);
        return ArchiveHeader.builder(expected)
                .version(version)
                .intSize(intSize)
                .offSize(offSize)
                .compression(compression)
                .created(created.local())
                .summerTime(created.summerTime())
                .dbname(version.since(CREATION_SINCE) ? readString(in) : null)
                .serverVersion(version.storesPrograms() ? readString(in) : null)
                .dumpVersion(version.storesPrograms() ? readString(in) : null)
                .build();
    }

    /** Returns the header with its strings, which were read as ISO-8859-1, decoded in their own charset. */
    public static ArchiveHeader decoded(ArchiveHeader header, Charset charset) {
        return header.toBuilder()
                .dbname(decoded(header.dbname(), charset))
                .serverVersion(decoded(header.serverVersion(), charset))
                .dumpVersion(decoded(header.dumpVersion(), charset))
                .build();
    }

    /**
     * Writes a header of the current version, with the values of the given header that do not depend on the writer. A
     * missing creation time is replaced by the current time.
     */
    public static void write(
            PrimitiveOutput out,
            ArchiveHeader header,
            ArchiveFormat format,
            CompressionAlgorithm compression,
            TextEncoder text)
            throws IOException {
        for (int i = 0; i < MAGIC.length(); i++) {
            out.writeByte(MAGIC.charAt(i));
        }
        out.writeByte(ArchiveVersion.CURRENT.major());
        out.writeByte(ArchiveVersion.CURRENT.minor());
        out.writeByte(ArchiveVersion.CURRENT.revision());
        out.writeByte(PrimitiveOutput.INT_SIZE);
        out.writeByte(PrimitiveOutput.OFFSET_SIZE);
        out.writeByte(stored(format).code());
        out.writeByte(compression.code());
        writeCreated(
                out, header.created() == null ? Creation.now() : new Creation(header.created(), header.summerTime()));
        out.writeStringBytes(text.encode(header.dbname()));
        out.writeStringBytes(text.encode(header.serverVersion()));
        out.writeStringBytes(text.encode(header.dumpVersion()));
    }

    private static ArchiveVersion readVersion(PrimitiveInput in) throws IOException {
        int major = in.readByte();
        int minor = in.readByte();
        ArchiveVersion version = new ArchiveVersion(major, minor, 0);
        if (version.since(REVISION_AND_SIGNS_SINCE)) {
            version = new ArchiveVersion(major, minor, in.readByte());
        }
        boolean tooNew = version.since(NEWEST + 1);
        if (tooNew || !version.since(OLDEST)) {
            throw in.failure(
                    tooNew ? Reason.TOO_NEW : Reason.UNSUPPORTED,
                    "unsupported version (" + (byte) major + "." + (byte) minor + ") in file header",
                    null);
        }
        return version;
    }

    private static ArchiveFormat stored(ArchiveFormat format) {
        return format == ArchiveFormat.DIRECTORY ? ArchiveFormat.TAR : format;
    }

    private static void checkFormat(PrimitiveInput in, int code, ArchiveFormat expected) throws IOException {
        if (code == expected.code()) {
            return;
        }
        boolean known = Arrays.stream(ArchiveFormat.values()).anyMatch(format -> format.code() == code);
        throw in.failure(
                known ? Reason.OTHER_FORMAT : Reason.CORRUPT,
                "expected format (" + expected.code() + ") differs from format found in file (" + code + ")",
                null);
    }

    private static CompressionAlgorithm readCompression(PrimitiveInput in, ArchiveVersion version) throws IOException {
        if (!version.since(COMPRESSION_SINCE)) {
            return CompressionAlgorithm.GZIP;
        }
        if (!version.since(COMPRESSION_ALGORITHM_SINCE)) {
            int level = version.since(COMPRESSION_LEVEL_INT_SINCE) ? in.readInt() : in.readByte();
            return level == 0 ? CompressionAlgorithm.NONE : CompressionAlgorithm.GZIP;
        }
        int code = in.readByte();
        for (CompressionAlgorithm algorithm : CompressionAlgorithm.values()) {
            if (algorithm.code() == code) {
                return algorithm;
            }
        }
        throw in.failure(Reason.UNSUPPORTED, "unrecognized compression algorithm: " + code, null);
    }

    /** Reads the time as mktime does: fields out of range carry over into the next, -1 means failure. */
    private static Creation readCreated(PrimitiveInput in) throws IOException {
        long start = in.position();
        int second = in.readInt();
        int minute = in.readInt();
        int hour = in.readInt();
        int day = in.readInt();
        int month = in.readInt();
        int year = in.readInt();
        int summerTime = in.readInt();
        if (!CreationRule.holds(second, minute, hour, day, month, year, summerTime)) {
            in.irregular(start, "invalid creation date in header");
        }
        LocalDateTime created;
        try {
            created = LocalDateTime.of(1900, 1, 1, 0, 0)
                    .plusYears(year)
                    .plusMonths(month)
                    .plusDays(day - 1L)
                    .plusHours(hour)
                    .plusMinutes(minute)
                    .plusSeconds(second);
        } catch (DateTimeException e) {
            created = failedTime();
        }
        // Finding out the time zone's rules takes Java some milliseconds.
        if (Math.abs(created.getYear() - 1970) <= 1 && created.equals(failedTime())) {
            // Not an error: the archive can still be restored.
            in.warn("invalid creation date in header");
        }
        return new Creation(created, SummerTime.ofCode(summerTime));
    }

    private static LocalDateTime failedTime() {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(-1), ZoneId.systemDefault());
    }

    private static void writeCreated(PrimitiveOutput out, Creation creation) throws IOException {
        LocalDateTime created = creation.local();
        out.writeInt(created.getSecond());
        out.writeInt(created.getMinute());
        out.writeInt(created.getHour());
        out.writeInt(created.getDayOfMonth());
        out.writeInt(created.getMonthValue() - 1);
        out.writeInt(created.getYear() - 1900);
        out.writeInt(creation.summerTime().code());
    }

    private static String readString(PrimitiveInput in) throws IOException {
        long start = in.position();
        byte[] bytes = in.readStringBytes();
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\0') >= 0) {
            in.irregular(start, "a string has a byte of 0");
        }
        return text;
    }

    private static String decoded(String latin1, Charset charset) {
        return latin1 == null ? null : new String(latin1.getBytes(StandardCharsets.ISO_8859_1), charset);
    }
}
