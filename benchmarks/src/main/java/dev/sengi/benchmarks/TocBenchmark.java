package dev.sengi.benchmarks;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

/** Writes tables of contents without data to memory, and reads them from there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TocBenchmark {
    /** Number of entries in the table of contents. */
    @Param({"100", "10000", "100000"})
    public int entries;

    private List<TocEntry> contents;
    private byte[] archive;

    @Setup
    public void prepare() throws IOException {
        contents = ArchiveSamples.tables(entries, false);
        archive = write();
    }

    @Benchmark
    public byte[] write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter writer = ArchiveWriter.create(out, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(ArchiveSamples.HEADER, contents);
            writer.finish();
        }
        return out.toByteArray();
    }

    @Benchmark
    public List<TocEntry> read() throws IOException {
        try (Archive opened = Archive.open(new ByteArrayInputStream(archive))) {
            return opened.entries();
        }
    }
}
