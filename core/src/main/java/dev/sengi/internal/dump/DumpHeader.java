package dev.sengi.internal.dump;

import dev.sengi.SengiVersion;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.SummerTime;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.option.DumpOptions;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** The headers of the archives that dumps write; a script shows parts of one in its comments. */
public final class DumpHeader {
    private DumpHeader() {}

    /** Returns the header of a database's dump. */
    static ArchiveHeader ofDatabase(String dbname, DatabaseFacts database, DumpOptions options, ZonedDateTime started) {
        ArchiveFormat format =
                switch (options.format()) {
                    case PLAIN, CUSTOM -> ArchiveFormat.CUSTOM;
                    case DIRECTORY -> ArchiveFormat.DIRECTORY;
                    case TAR -> ArchiveFormat.TAR;
                };
        return begin(format, database, started)
                .compression(options.compression().algorithm())
                .dbname(database.stored(dbname))
                .dumpVersion(database.dumpVersion())
                .build();
    }

    /** Returns the header of the archive of a cluster's globals, which belong to no database. */
    public static ArchiveHeader ofGlobals(DatabaseFacts server, ZonedDateTime started) {
        return begin(ArchiveFormat.CUSTOM, server, started)
                .dbname("")
                .dumpVersion(SengiVersion.dumpVersion())
                .build();
    }

    private static ArchiveHeader.Builder begin(ArchiveFormat format, DatabaseFacts server, ZonedDateTime started) {
        return ArchiveHeader.builder(format)
                .created(started.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS))
                .summerTime(SummerTime.at(started))
                .serverVersion(server.serverVersion());
    }
}
