package dev.sengi.archive.internal.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;

/**
 * The parameters that replace libzstd's own at the default level, because rows of COPY contain many numbers, hashes and
 * hexadecimal digits. There, the matches of five bytes that level 3 looks for are mostly coincidences, which take longer
 * to find and to encode than the bytes themselves.
 *
 * <p>In every kind of content that was tried (numbers, hashes, bytea, JSON, Base64, time series, English, source code),
 * {@link #THOROUGH} compresses to between 89 % and 101 % of what level 3 does, in at most the same time, and
 * {@link #QUICK} takes between a sixth and three quarters of it, but leaves up to six per cent more of some contents. The
 * beginning of the content decides.
 */
enum ZstdTuning {
    /** Two hash tables, as at level 3, for matches of at least six bytes. */
    THOROUGH(2, 6, 17),
    /** One hash table, for matches of at least seven bytes. */
    QUICK(1, 7, 17);

    /** How much of a content is compressed in both ways for a decision. */
    private static final int SAMPLE_SIZE = 256 * 1024;

    private static final double ACCEPTED = 1.01;

    private final int strategy;
    private final int minMatch;
    private final int hashLog;

    ZstdTuning(int strategy, int minMatch, int hashLog) {
        this.strategy = strategy;
        this.minMatch = minMatch;
        this.hashLog = hashLog;
    }

    /** {@return what suits the content that begins with these bytes} */
    static ZstdTuning of(byte[] content, int length) {
        int sample = Math.min(length, SAMPLE_SIZE);
        byte[] compressed = new byte[(int) Zstd.compressBound(sample)];
        return QUICK.size(content, sample, compressed) <= ACCEPTED * THOROUGH.size(content, sample, compressed)
                ? QUICK
                : THOROUGH;
    }

    private int size(byte[] content, int length, byte[] compressed) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setStrategy(strategy).setMinMatch(minMatch).setHashLog(hashLog);
            return context.compressByteArray(compressed, 0, compressed.length, content, 0, length);
        }
    }

    /** Makes a stream that has begun no frame compress in this way. */
    void apply(ZstdOutputStreamNoFinalizer frame) throws IOException {
        frame.setStrategy(strategy).setMinMatch(minMatch).setHashLog(hashLog);
    }
}
