package dev.sengi.internal.script;

import dev.sengi.SengiVersion;
import dev.sengi.archive.ArchiveHeader;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The origin and creation time of an archive, as scripts and lists report them. For an archive too old to contain
 * these, pg_restore reports itself and the current time.
 *
 * @param created in the local time zone, because the archive's time has none
 * @param serverVersion the dumped server's version, or null
 * @param dumpVersion the version of the program that dumped it, or null
 */
record ArchiveOrigin(ZonedDateTime created, String serverVersion, String dumpVersion) {

    static ArchiveOrigin of(ArchiveHeader header) {
        ZoneId zone = ZoneId.systemDefault();
        return new ArchiveOrigin(
                header.created() == null
                        ? ZonedDateTime.now(zone)
                        : new LocalClock(zone).read(header.created(), header.summerTime()),
                header.serverVersion(),
                header.version().storesPrograms() ? header.dumpVersion() : SengiVersion.dumpVersion());
    }
}
