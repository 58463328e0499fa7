package dev.sengi.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StagedOutputTest {
    private static final int BUFFER = StageBuffers.SIZE;

    /** Enough to fill all buffers after the sample that starts the thread. */
    private static final int MUCH = StageSample.SIZE + 50 * BUFFER;

    private final StageBuffers buffers = new StageBuffers();

    private abstract static class BlockOutput extends OutputStream {
        @Override
        public void write(int b) {
            throw new AssertionError("bytes are written in blocks");
        }
    }

    /** Advances only while a slow target is written. */
    private final AtomicLong clock = new AtomicLong();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER, BUFFER + 1, 50 * BUFFER + 7, MUCH + 7})
    void passesEverythingOnWithTheSameBuffersAgainAndAgain(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        for (int i = 0; i < 20; i++) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            StagedOutput staged = new StagedOutput(slow(target), false, buffers, clock::get);
            write(staged, content, new Random(i));
            staged.close();
            assertThat(target.toByteArray()).isEqualTo(content);
            assertThat(staged.written()).isEqualTo(size);
        }
    }

    /** In pieces, some of which are large enough to bypass the buffers. */
    private static void write(OutputStream staged, byte[] content, Random random) throws IOException {
        int at = 0;
        while (at < content.length) {
            int count = Math.min(content.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 * BUFFER : 100));
            staged.write(content, at, count);
            at += count;
        }
    }

    private OutputStream slow(OutputStream target) {
        return new BlockOutput() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                clock.addAndGet(length);
                target.write(bytes, offset, length);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"10, 10, false, 1", "3, 1, false, 1", "1, 4, false, 2", "0, 1, false, 2", "3, 1, true, 1"})
    void writesOnAnotherThreadOnlyIfThatTakesMostOfTheTime(int reading, int writing, boolean apart, int threads)
            throws IOException {
        Set<Thread> writers = new HashSet<>();
        OutputStream target = new BlockOutput() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                clock.addAndGet((long) writing * length);
                writers.add(Thread.currentThread());
            }
        };
        byte[] content = new byte[1000];
        try (StagedOutput staged = new StagedOutput(target, apart, buffers, clock::get)) {
            for (int written = 0; written < MUCH; written += content.length) {
                clock.addAndGet((long) reading * content.length);
                staged.write(content);
            }
        }
        assertThat(writers).hasSize(threads);
        assertThat(writers.contains(Thread.currentThread())).isEqualTo(!apart);
    }

    /** Of data too small for the thread, nothing is written after a failure. */
    @ParameterizedTest
    @ValueSource(ints = {1000, BUFFER})
    void writesNothingAfterAFailure(int length) throws IOException {
        int[] writes = {0};
        OutputStream failing = new BlockOutput() {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                writes[0]++;
                throw new IOException("No space left on device");
            }
        };
        StagedOutput staged = new StagedOutput(failing, false, buffers);
        assertThatThrownBy(() -> {
                    for (int written = 0; written <= BUFFER; written += length) {
                        staged.write(new byte[length]);
                    }
                })
                .hasMessage("No space left on device");
        staged.write(new byte[2 * BUFFER]);
        staged.close();
        assertThat(writes[0]).isOne();
    }

    /** A full disk: the dump must end, whatever is in transit. */
    @ParameterizedTest
    @ValueSource(ints = {1, BUFFER + 1, 50 * BUFFER, MUCH})
    void endsIfTheTargetFails(int size) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> {
                    try (StagedOutput staged = new StagedOutput(full, false, buffers)) {
                        for (int written = 0; written < size; written++) {
                            staged.write('x');
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    /** Other languages throw checked exceptions without declaring them, an InterruptedException, for example. */
    @ParameterizedTest
    @ValueSource(
            classes = {InterruptedException.class, Exception.class, IllegalStateException.class, AssertionError.class})
    void endsIfTheTargetFailsWhileAllBuffersAreInTransit(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getDeclaredConstructor().newInstance();
        Thread writer = Thread.currentThread();
        OutputStream failing = new BlockOutput() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                clock.addAndGet(length);
                if (Thread.currentThread() == writer) {
                    return;
                }
                while (writer.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                throw StagedOutputTest.<RuntimeException>unchecked(thrown);
            }
        };
        Throwable caught = catchThrowable(() -> {
            try (StagedOutput staged = new StagedOutput(failing, false, buffers, clock::get)) {
                write(staged, new byte[MUCH], new Random(1));
            }
        });
        assertThat(thrown).isIn(caught, caught.getCause());
        passesEverythingOnWithTheSameBuffersAgainAndAgain(MUCH);
    }

    /** Code that the other thread calls may interrupt it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void endsIfTheOtherThreadIsInterrupted(int writes) throws IOException {
        Thread writer = Thread.currentThread();
        OutputStream interrupting = new BlockOutput() {
            private int left = writes;

            @Override
            public void write(byte[] bytes, int offset, int length) {
                clock.addAndGet(length);
                if (Thread.currentThread() != writer && --left == 0) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatThrownBy(() -> {
                    try (StagedOutput staged = new StagedOutput(interrupting, false, buffers, clock::get)) {
                        write(staged, new byte[MUCH], new Random(1));
                    }
                })
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isFalse();
        passesEverythingOnWithTheSameBuffersAgainAndAgain(MUCH);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void takesWhatFollowsAFailure() throws IOException {
        endsIfTheTargetFails(MUCH);
        passesEverythingOnWithTheSameBuffersAgainAndAgain(MUCH);
    }
}
