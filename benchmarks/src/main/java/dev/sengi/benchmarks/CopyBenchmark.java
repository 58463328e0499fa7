package dev.sengi.benchmarks;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.session.LentConnection;
import dev.sengi.internal.session.copy.CopyReading;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads 16 MB of rows from an embedded server with COPY. They are either discarded, which measures the server, the
 * driver and {@link CopyReading}, or written to an archive without compression.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CopyBenchmark {
    private static final int BYTES = 16 << 20;
    private static final String COPY = "COPY item TO STDOUT";

    /** Bytes of a row, its line end included. */
    @Param({"20", "200", "8000"})
    public int rowBytes;

    private final List<TocEntry> contents = ArchiveSamples.tables(1, true);
    private TestDatabase database;
    private LentConnection connection;

    @Setup
    public void prepare() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE item (content text)",
                // Compressed values would make the server work.
                "ALTER TABLE item ALTER content SET STORAGE EXTERNAL",
                "INSERT INTO item SELECT repeat('x', " + (rowBytes - 1) + ") FROM generate_series(1, "
                        + BYTES / rowBytes + ")",
                "VACUUM (FREEZE) item");
        connection = LentConnection.open(database.connectionSource());
    }

    @TearDown
    public void drop() {
        connection.giveBack(() -> {});
        database.close();
    }

    @Benchmark
    public long read() throws SQLException, IOException {
        return transfer(OutputStream.nullOutputStream());
    }

    @Benchmark
    public long archive() throws SQLException, IOException {
        try (ArchiveWriter writer =
                ArchiveWriter.create(OutputStream.nullOutputStream(), ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(ArchiveSamples.HEADER, contents);
            long rows;
            try (OutputStream data = writer.openData(contents.get(0))) {
                rows = transfer(data);
                data.write(ArchiveSamples.TERMINATOR);
            }
            writer.finish();
            return rows;
        }
    }

    private long transfer(OutputStream sink) throws SQLException, IOException {
        long total = 0;
        try (CopyReading reading = new CopyReading(connection, COPY)) {
            for (int rows = reading.transferTo(sink); rows > 0; rows = reading.transferTo(sink)) {
                total += rows;
            }
        }
        return total;
    }
}
