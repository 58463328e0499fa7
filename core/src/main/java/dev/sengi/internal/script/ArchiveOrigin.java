package dev.sengi.internal.script;

import dev.sengi.SengiVersion;
import dev.sengi.archive.ArchiveHeader;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Where and when scripts and lists say that an archive was made. Of what an archive is too old to tell, pg_restore says
 * that it was made by itself, and just now.
 *
 * @param created in this machine's zone, as the archive's time has none
 * @param serverVersion or null
 * @param dumpVersion or null
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
