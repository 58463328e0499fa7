package dev.sengi.archive.internal.creation;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.internal.codec.ByteSink;
import dev.sengi.archive.internal.codec.PrimitiveOutput;
import dev.sengi.archive.internal.custom.CustomArchiveWriter;
import dev.sengi.archive.internal.directory.DirectoryArchiveWriter;
import dev.sengi.archive.internal.io.FileOpening;
import dev.sengi.archive.internal.tar.TarArchiveWriter;
import dev.sengi.archive.internal.writer.EngineWriter;
import dev.sengi.archive.internal.writer.FormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Creates archives in files, channels and streams, as {@link dev.sengi.archive.ArchiveWriter} describes. Facts: pg_dump
 * 18.6's messages.
 */
public final class ArchiveCreation {
    private ArchiveCreation() {}

    public static EngineWriter create(Path path, ArchiveFormat format, Compression compression, WriterOptions options)
            throws IOException {
        Objects.requireNonNull(path, "path");
        requireSupported(format, compression);
        if (format == ArchiveFormat.DIRECTORY) {
            return new CheckedWriter(
                    DirectoryArchiveWriter.create(path, compression),
                    options.searchesRows(),
                    CheckedWriter.Output.OF_CALLER);
        }
        String what =
                format == ArchiveFormat.TAR ? "TOC file \"" + path + "\" for output" : "output file \"" + path + "\"";
        NewFile file = NewFile.create(what, path);
        try {
            return writer(sink(file.channel()), format, compression, options, file);
        } catch (IOException | RuntimeException e) {
            try (file) {
                throw e;
            }
        }
    }

    public static EngineWriter create(
            SeekableByteChannel channel, ArchiveFormat format, Compression compression, WriterOptions options)
            throws IOException {
        Objects.requireNonNull(channel, "channel");
        requireSupported(format, compression);
        return writer(sink(channel).lent(), format, compression, options, CheckedWriter.Output.OF_CALLER);
    }

    public static EngineWriter create(
            OutputStream stream, ArchiveFormat format, Compression compression, WriterOptions options)
            throws IOException {
        Objects.requireNonNull(stream, "stream");
        requireSupported(format, compression);
        return writer(ByteSink.of(stream).lent(), format, compression, options, CheckedWriter.Output.OF_CALLER);
    }

    private static EngineWriter writer(
            ByteSink sink,
            ArchiveFormat format,
            Compression compression,
            WriterOptions options,
            CheckedWriter.Output output)
            throws IOException {
        PrimitiveOutput out = new PrimitiveOutput(sink);
        FormatWriter writer =
                switch (format) {
                    case CUSTOM -> new CustomArchiveWriter(out, compression, options.spoolFolder());
                    case TAR -> new TarArchiveWriter(out, options.script(), options.spoolFolder());
                    case DIRECTORY -> throw new IllegalArgumentException("no output directory specified");
                };
        return new CheckedWriter(writer, options.searchesRows(), output);
    }

    private static void requireSupported(ArchiveFormat format, Compression compression) {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(compression, "compression");
        if (format == ArchiveFormat.TAR && compression.algorithm() != CompressionAlgorithm.NONE) {
            throw new IllegalArgumentException("compression is not supported by tar archive format");
        }
    }

    /** Returns whether the channel always writes at its end: a file's channel then always reports that position. */
    private static boolean appends(SeekableByteChannel channel) throws IOException {
        long position = channel.position();
        long beyond = channel.size() + 1;
        channel.position(beyond);
        boolean appends = channel.position() != beyond;
        channel.position(position);
        return appends;
    }

    private static ByteSink sink(SeekableByteChannel channel) throws IOException {
        return FileOpening.seekable(channel) && !appends(channel)
                ? ByteSink.of(channel)
                : ByteSink.of(Channels.newOutputStream(channel));
    }
}
