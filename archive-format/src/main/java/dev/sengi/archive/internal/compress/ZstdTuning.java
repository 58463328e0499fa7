package dev.sengi.archive.internal.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;

/**
 * Parameters that replace libzstd's own at the default level, because COPY rows contain many numbers, hashes and
 * hexadecimal digits. In these, the five-byte matches that level 3 looks for are mostly coincidences, which take longer
 * to find and encode than the bytes themselves.
 *
 * <p>For every kind of content that was tried (numbers, hashes, bytea, JSON, Base64, time series, English, source
 * code), the output of {@link #THOROUGH} is between 89 and 101 percent of the size that level 3 achieves, in at most
 * the same time. {@link #QUICK} takes between a sixth and three quarters of that time, but its output is up to six
 * percent larger for some content. The beginning of the content determines which one is used.
 */
enum ZstdTuning {
    /** Two hash tables, as at level 3, for matches of at least six bytes. */
    THOROUGH(2, 6, 17),
    /** One hash table, for matches of at least seven bytes. */
    QUICK(1, 7, 17);

    /** How much of the content is compressed in both ways to choose between them. */
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

    /** {@return the parameters that suit content beginning with these bytes} */
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

    /** Applies these parameters to a stream that has not begun a frame. */
    void apply(ZstdOutputStreamNoFinalizer frame) throws IOException {
        frame.setStrategy(strategy).setMinMatch(minMatch).setHashLog(hashLog);
    }
}
