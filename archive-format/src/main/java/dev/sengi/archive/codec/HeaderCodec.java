package dev.sengi.archive.codec;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.CompressionAlgorithm;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * Reads and writes the header of an archive.
 *
 * <pre>
 * magic          5 bytes  PGDMP
 * version        3 bytes  major, minor, revision
 * intSize        Byte     of every Int that follows
 * offSize        Byte     of every Offset that follows
 * format         Byte     {@link ArchiveFormat#code()}
 * compression    Byte     {@link CompressionAlgorithm#code()}; in 1.14 an Int, zlib's level: 0 is none, all else gzip
 * created        7 Ints   second, minute, hour, day of month, month from 0, year from 1900, whether summer time;
 *                         the dumping machine's local time
 * dbname         Str
 * serverVersion  Str
 * dumpVersion    Str
 * </pre>
 *
 * <p>The strings' charset is known only once the table of contents has been read; until then they are ISO-8859-1, which
 * loses nothing, and {@link #decoded} makes them what they are. Facts: {@code ReadHead} and {@code WriteHead} in
 * PostgreSQL's {@code pg_backup_archiver.c}.
 */
public final class HeaderCodec {
    /** The bytes with which every archive begins. */
    public static final String MAGIC = "PGDMP";

    private static final int OLDEST_MINOR = 14;

    private HeaderCodec() {}

    /** Reads a header, strings as ISO-8859-1. */
    public static ArchiveHeader read(PrimitiveInput in, ArchiveFormat expected) throws IOException {
        for (int i = 0; i < MAGIC.length(); i++) {
            if (in.readByte() != MAGIC.charAt(i)) {
                throw in.corrupt("did not find magic string in file header");
            }
        }
        ArchiveVersion version = readVersion(in);
        if (version.revision() != 0) {
            in.irregular(in.position(), "the archive's version has a revision");
        }
        int intSize = in.readByte();
        int offSize = in.readByte();
        in.sizes(intSize, offSize);
        checkFormat(in, in.readByte(), expected);
        return new ArchiveHeader(
                version,
                expected,
                intSize,
                offSize,
                readCompression(in, version),
                readCreated(in),
                readString(in),
                readString(in),
                readString(in));
    }

    /** Returns the header with its strings, read as ISO-8859-1, in their own charset. */
    public static ArchiveHeader decoded(ArchiveHeader header, Charset charset) {
        return new ArchiveHeader(
                header.version(),
                header.format(),
                header.intSize(),
                header.offSize(),
                header.compression(),
                header.created(),
                decoded(header.dbname(), charset),
                decoded(header.serverVersion(), charset),
                decoded(header.dumpVersion(), charset));
    }

    /** Writes a header of the current version; the given one contributes what does not depend on the writer. */
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
        out.writeByte(format.code());
        out.writeByte(compression.code());
        writeCreated(out, header.created());
        out.writeStringBytes(text.encode(header.dbname()));
        out.writeStringBytes(text.encode(header.serverVersion()));
        out.writeStringBytes(text.encode(header.dumpVersion()));
    }

    private static ArchiveVersion readVersion(PrimitiveInput in) throws IOException {
        ArchiveVersion version = new ArchiveVersion(in.readByte(), in.readByte(), in.readByte());
        boolean tooNew = version.major() > ArchiveVersion.CURRENT.major() || version.since(17);
        if (tooNew || !version.since(OLDEST_MINOR)) {
            throw in.failure(
                    tooNew ? Reason.TOO_NEW : Reason.UNSUPPORTED,
                    "unsupported version (" + version.major() + "." + version.minor() + ") in file header",
                    null);
        }
        return version;
    }

    private static void checkFormat(PrimitiveInput in, int code, ArchiveFormat expected) throws IOException {
        if (code == expected.code()) {
            return;
        }
        boolean known = Arrays.stream(ArchiveFormat.values()).anyMatch(format -> format.code() == code);
        throw in.failure(
                known ? Reason.UNSUPPORTED : Reason.CORRUPT,
                "expected format (" + expected.code() + ") differs from format found in file (" + code + ")",
                null);
    }

    private static CompressionAlgorithm readCompression(PrimitiveInput in, ArchiveVersion version) throws IOException {
        if (!version.since(15)) {
            return in.readInt() == 0 ? CompressionAlgorithm.NONE : CompressionAlgorithm.GZIP;
        }
        int code = in.readByte();
        for (CompressionAlgorithm algorithm : CompressionAlgorithm.values()) {
            if (algorithm.code() == code) {
                return algorithm;
            }
        }
        throw in.failure(Reason.UNSUPPORTED, "unrecognized compression algorithm: " + code, null);
    }

    /** Reads the time as mktime does: fields out of range carry over into the next. */
    private static LocalDateTime readCreated(PrimitiveInput in) throws IOException {
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
        try {
            return LocalDateTime.of(1900, 1, 1, 0, 0)
                    .plusYears(year)
                    .plusMonths(month)
                    .plusDays(day - 1L)
                    .plusHours(hour)
                    .plusMinutes(minute)
                    .plusSeconds(second);
        } catch (DateTimeException e) {
            // pg_restore only warns of a date that is none: the archive can be restored all the same.
            return LocalDateTime.of(1970, 1, 1, 0, 0);
        }
    }

    private static void writeCreated(PrimitiveOutput out, LocalDateTime created) throws IOException {
        ZoneId zone = ZoneId.systemDefault();
        boolean summerTime =
                zone.getRules().isDaylightSavings(created.atZone(zone).toInstant());
        out.writeInt(created.getSecond());
        out.writeInt(created.getMinute());
        out.writeInt(created.getHour());
        out.writeInt(created.getDayOfMonth());
        out.writeInt(created.getMonthValue() - 1);
        out.writeInt(created.getYear() - 1900);
        out.writeInt(summerTime ? 1 : 0);
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
