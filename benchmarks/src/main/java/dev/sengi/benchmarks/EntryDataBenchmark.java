package dev.sengi.benchmarks;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.openjdk.jmh.annotations.Warmup;

/** Writes 16 MB of one table's data to memory, in portions like those of COPY, and reads them to the end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EntryDataBenchmark {
    private static final int BYTES = 16 << 20;
    private static final int PORTION = 64;

    @Param
    public CompressionAlgorithm algorithm;

    private final List<TocEntry> contents = ArchiveSamples.tables(1, true);
    private final byte[] rows = ArchiveSamples.rows(BYTES);
    private final byte[] buffer = new byte[8192];
    private byte[] archive;

    @Setup
    public void prepare() throws IOException {
        archive = write();
    }

    @Benchmark
    public byte[] write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Compression compression = Compression.of(algorithm);
        try (ArchiveWriter writer = ArchiveWriter.create(out, ArchiveFormat.CUSTOM, compression)) {
            writer.begin(ArchiveSamples.HEADER, contents);
            try (OutputStream data = writer.openData(contents.get(0))) {
                for (int at = 0; at < rows.length; at += PORTION) {
                    data.write(rows, at, Math.min(PORTION, rows.length - at));
                }
                data.write(ArchiveSamples.TERMINATOR);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    @Benchmark
    public long read() throws IOException {
        long total = 0;
        try (Archive opened = Archive.open(new ByteArrayInputStream(archive));
                InputStream data = opened.openData(opened.entries().get(0))) {
            for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
                total += read;
            }
        }
        return total;
    }
}
