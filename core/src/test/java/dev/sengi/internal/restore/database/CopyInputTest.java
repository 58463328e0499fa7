package dev.sengi.internal.restore.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ByteStreamWriter;

class CopyInputTest {

    @ParameterizedTest
    @CsvSource({
        "'1|\\.|||', '1|'",
        "'\\.|||', ''",
        "'\\.|', ''",
        "'1|\\.', '1|'",
        "'||\\.|||', '||'",
        "'1|', '1|'",
        "'|||', '|||'",
        "'x\\.|||', 'x\\.|||'",
        "'1|\\\\.|||', '1|\\\\.|||'",
        "'', ''"
    })
    void theTerminatorIsNotSent(String data, String expected) throws Exception {
        byte[] bytes = data.replace('|', '\n').getBytes(StandardCharsets.ISO_8859_1);
        for (int pieceLength : new int[] {1, 2, 5, 100}) {
            FakeCopy copy = new FakeCopy(Long.MAX_VALUE);
            CopyInput input = new CopyInput(copy, copy::writeToCopy, (count, rows) -> {});
            for (int start = 0; start < bytes.length; start += pieceLength) {
                input.write(bytes, start, Math.min(pieceLength, bytes.length - start));
            }
            input.finish();
            assertThat(copy.received.toString(StandardCharsets.ISO_8859_1)).isEqualTo(expected.replace('|', '\n'));
            assertThat(copy.ended).isTrue();
        }
    }

    @Test
    void theTerminatorIsSeenAcrossBuffers() throws Exception {
        for (int length = 65520; length < 65550; length++) {
            FakeCopy copy = new FakeCopy(Long.MAX_VALUE);
            CopyInput input = new CopyInput(copy, copy::writeToCopy, (count, rows) -> {});
            byte[] rows = ("r".repeat(length) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            input.write(rows);
            input.write("\\.\n\n\n".getBytes(StandardCharsets.ISO_8859_1));
            input.finish();
            assertThat(copy.received.toByteArray()).isEqualTo(rows);
            assertThat(input.sent()).isEqualTo(rows.length);
        }
    }

    @Test
    void whatComesAfterARefusalIsDropped() throws IOException {
        FakeCopy copy = new FakeCopy(100_000);
        CopyInput input = new CopyInput(copy, copy::writeToCopy, (count, rows) -> {});
        input.write(new byte[1_000_000]);
        assertThatThrownBy(input::finish).isInstanceOf(SQLException.class).hasMessage("refused");
        assertThat(copy.received.size()).isLessThan(200_000);
        assertThat(copy.ended).isFalse();
    }

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsAreAsManyAsTheServerCounts(int seed) throws Exception {
        Random random = new Random(seed);
        FakeCopy copy = new FakeCopy(Long.MAX_VALUE);
        LongSummaryStatistics toldAtOnce = new LongSummaryStatistics();
        long[] told = new long[2];
        CopyInput input = new CopyInput(copy, copy::writeToCopy, (count, rows) -> {
            told[0] += count;
            told[1] += rows;
            toldAtOnce.accept(told[1]);
        });
        int portions = 1 + random.nextInt(6);
        for (int portion = 0; portion < portions; portion++) {
            byte[] row = ("r".repeat(1 << random.nextInt(13)) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            for (int length = random.nextInt(3_000_000); length > 0; length -= row.length) {
                input.write(row);
            }
        }
        input.finish();
        input.correctRows();
        assertThat(told).containsExactly(input.sent(), copy.rows());
        assertThat(toldAtOnce.getMin()).isNotNegative();
    }

    /** Triggers may suppress rows, and some servers report no count. */
    @Test
    void theServersCountReplacesOurs() throws Exception {
        byte[] rows = "row\n".repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
        for (long loaded : new long[] {1000, 1, 0, -1}) {
            FakeCopy copy = new FakeCopy(Long.MAX_VALUE);
            copy.counting = count -> loaded;
            long[] reported = new long[1];
            CopyInput input = new CopyInput(copy, copy::writeToCopy, (count, more) -> reported[0] += more);
            input.write(rows);
            input.finish();
            assertThat(reported[0]).isEqualTo(1000);
            input.correctRows();
            assertThat(reported[0]).isEqualTo(loaded < 0 ? 1000 : loaded);
        }
    }

    @Test
    void rowsUnderWayAreEstimated() throws Exception {
        FakeCopy copy = new FakeCopy(Long.MAX_VALUE);
        long[] told = new long[1];
        CopyInput input = new CopyInput(copy, copy::writeToCopy, (count, rows) -> told[0] += rows);
        byte[] row = ("r".repeat(99) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int rows = 1; rows <= 200_000; rows++) {
            input.write(row);
            // Up to a mebibyte and a buffer may not have been reported yet.
            assertThat(told[0]).isBetween((long) (rows * 0.95 - 11_200), (long) (rows * 1.05));
        }
        input.finish();
        input.correctRows();
        assertThat(told[0]).isEqualTo(200_000);
    }

    /** A COPY that accepts a limited number of bytes. */
    private static final class FakeCopy implements CopyIn {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final long limit;
        private boolean ended;
        private LongUnaryOperator counting = rows -> rows;

        FakeCopy(long limit) {
            this.limit = limit;
        }

        long rows() {
            byte[] bytes = received.toByteArray();
            return IntStream.range(0, bytes.length)
                    .filter(i -> bytes[i] == '\n')
                    .count();
        }

        @Override
        public void writeToCopy(byte[] buffer, int offset, int length) throws SQLException {
            received.write(buffer, offset, length);
            if (received.size() > limit) {
                throw new SQLException("refused");
            }
        }

        @Override
        public void writeToCopy(ByteStreamWriter from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flushCopy() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long endCopy() {
            ended = true;
            return counting.applyAsLong(rows());
        }

        @Override
        public int getFieldCount() {
            return 1;
        }

        @Override
        public int getFormat() {
            return 0;
        }

        @Override
        public int getFieldFormat(int field) {
            return 0;
        }

        @Override
        public boolean isActive() {
            return !ended;
        }

        @Override
        public void cancelCopy() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getHandledRowCount() {
            return 0;
        }
    }
}
