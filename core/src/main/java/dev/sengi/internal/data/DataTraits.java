package dev.sengi.internal.data;

import dev.sengi.SengiException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * What scripts and restores must know of data besides the data themselves. Immutable.
 *
 * @param places the locations of data
 * @param entriesCreateLargeObjects whether other entries create the large objects; otherwise loading must create them
 * @param separatesCommands whether commands and rows are apart, so that data can be loaded without psql
 * @param timesReported how often each large object is reported
 */
public record DataTraits(
        Places places, boolean entriesCreateLargeObjects, boolean separatesCommands, int timesReported) {

    /** Locates the data of entries. */
    @FunctionalInterface
    public interface Places {
        /** Returns the location of the entry's data in an archive, in pg_restore's words, or null if it has none. */
        String of(TocEntry entry) throws IOException;
    }

    /** Returns the traits of an archive's data. Like pg_restore, reports each large object in a tar twice. */
    public static DataTraits of(Archive archive) {
        return new DataTraits(
                entry -> place(archive, entry),
                archive.header().version().storesLargeObjects(),
                archive.header().version().storesCopyCommands(),
                archive.header().format() == ArchiveFormat.TAR ? 2 : 1);
    }

    /** Returns the traits of data that are read from a database, which reports what it reads by itself. */
    public static DataTraits ofDump() {
        return ofFiles(entry -> null);
    }

    /** Returns the traits of data in files of their own, which are not read here. */
    public static DataTraits ofFiles(Places places) {
        return new DataTraits(places, true, true, 0);
    }

    private static String place(Archive archive, TocEntry entry) throws IOException {
        DataLocation location = archive.dataLocation(entry);
        if (archive.header().format() == ArchiveFormat.CUSTOM) {
            return "Data Pos: " + location.position().orElse(0);
        }
        return location.file().map(file -> "File: " + file).orElse(null);
    }

    /**
     * Checks that the data can be loaded without psql.
     *
     * @throws SengiException in pg_restore's words, if the data mixes commands and rows
     */
    public void requireSeparateCommands() {
        if (!separatesCommands) {
            throw new SengiException("direct database connections are not supported in pre-1.3 archives");
        }
    }

    /** Returns the messages to report before a large object is loaded. */
    public List<String> announcements(long oid) {
        return Collections.nCopies(timesReported, "restoring large object with OID " + oid);
    }

    /** Returns the message to report after this many large objects have been loaded, or null for none. */
    public String conclusion(int count) {
        return timesReported == 0 ? null : "restored " + count + (count == 1 ? " large object" : " large objects");
    }
}
