package dev.sengi;

import dev.sengi.internal.session.IdleLimit;
import dev.sengi.internal.session.LendsAnew;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run reads and what it writes, for the log. Only Sengi's own connection sources are shown with their texts: those
 * of others may contain passwords.
 *
 * @param from a connection source, archive or side of a comparison
 * @param to a connection source, stream, path or side of a comparison; null to omit it
 */
record Ends(Object from, @Nullable Object to) {

    @Override
    public String toString() {
        return " from " + shown(from) + (to == null ? "" : " to " + shown(to));
    }

    private static String shown(Object end) {
        if (end instanceof Path || end instanceof IdleLimit.Source || end instanceof LendsAnew) {
            return end.toString();
        }
        if (end instanceof ArchiveSource archive) {
            return archive.path() == null ? "a stream" : archive.path().toString();
        }
        if (end instanceof DiffSource side) {
            return shown(side.archive() == null ? side.database() : side.archive());
        }
        return end instanceof ConnectionSource ? end.getClass().getName() : "a stream";
    }
}
