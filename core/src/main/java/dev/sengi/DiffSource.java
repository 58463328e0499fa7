package dev.sengi;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One side of a comparison: a database, or a dump of one. */
public final class DiffSource {
    private final @Nullable ArchiveSource archive;
    private final @Nullable ConnectionSource database;

    private DiffSource(@Nullable ArchiveSource archive, @Nullable ConnectionSource database) {
        this.archive = archive;
        this.database = database;
    }

    /**
     * Compares a database as it is.
     *
     * @param source opens one connection, and another one to count rows
     * @return a side that can be used many times
     */
    public static DiffSource database(ConnectionSource source) {
        return new DiffSource(null, Objects.requireNonNull(source, "source"));
    }

    /**
     * Compares a database as it is.
     *
     * @param source provides one connection, and another one to count rows
     * @return a side that can be used many times
     */
    public static DiffSource database(DataSource source) {
        return database(ConnectionSource.of(source));
    }

    /**
     * Compares a database as it is.
     *
     * @param connectionString read as {@link ConnectionSource#of(String)} describes
     * @return a side that can be used many times
     * @throws UsageException if the string is malformed, or is a JDBC URL: pass a {@link DataSource} instead
     */
    public static DiffSource database(String connectionString) {
        return database(ConnectionSource.of(connectionString));
    }

    /**
     * Compares an archive, or a script that pg_dump has written.
     *
     * @param file a file, or the folder of a directory archive
     * @return a side that can be used many times
     */
    public static DiffSource dump(Path file) {
        return new DiffSource(ArchiveSource.of(Objects.requireNonNull(file, "file")), null);
    }

    /**
     * Compares an archive, or a script that pg_dump has written.
     *
     * @param stream read once and not closed
     * @return a side that can be used once; a second comparison throws an {@link IllegalStateException}
     */
    public static DiffSource dump(InputStream stream) {
        return new DiffSource(ArchiveSource.of(Objects.requireNonNull(stream, "stream")), null);
    }

    /** Returns the archive or script, or null. */
    @Nullable
    ArchiveSource archive() {
        return archive;
    }

    /** Returns the database; call only if there is no archive or script. */
    ConnectionSource database() {
        return Objects.requireNonNull(database);
    }
}
