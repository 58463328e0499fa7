package dev.sengi.internal.script;

import dev.sengi.SengiVersion;
import dev.sengi.archive.ArchiveHeader;
import java.time.Instant;
import java.util.TimeZone;

/**
 * The origin and creation time of an archive, as scripts and lists report them. For an archive too old to contain
 * these, pg_restore reports itself and the current time.
 *
 * @param created the archive's time, which has no time zone, taken as local time
 * @param serverVersion the dumped server's version, or null
 * @param dumpVersion the version of the program that dumped it, or null
 */
record ArchiveOrigin(Instant created, String serverVersion, String dumpVersion) {

    static ArchiveOrigin of(ArchiveHeader header) {
        return new ArchiveOrigin(
                header.created() == null
                        ? Instant.now()
                        : new LocalClock(TimeZone.getDefault()).read(header.created(), header.summerTime()),
                header.serverVersion(),
                header.version().storesPrograms() ? header.dumpVersion() : SengiVersion.dumpVersion());
    }
}
