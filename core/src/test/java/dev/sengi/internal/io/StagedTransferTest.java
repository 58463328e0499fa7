package dev.sengi.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StagedTransferTest {
    private static final int BUFFER = StageBuffers.SIZE;

    /** Enough to fill all buffers after the sample that starts the thread. */
    private static final int MUCH = StageSample.SIZE + 50 * BUFFER;

    /** Advances only while a slow source is read. */
    private final AtomicLong clock = new AtomicLong();

    private final StagedTransfer transfer = new StagedTransfer(true, true, clock::get);
    private final Set<Thread> readers = new HashSet<>();

    @AfterEach
    void noThreadIsLeft() {
        assertThat(readers).noneMatch(reader -> reader.getName().equals("sengi-data") && reader.isAlive());
    }

    /** Reads pieces of random lengths, and then does what a test wants it to do. */
    private class Source extends InputStream {
        private final InputStream content;
        private final Random random;
        private final int readingTime;

        Source(byte[] content, int readingTime) {
            this.content = new ByteArrayInputStream(content);
            random = new Random(content.length);
            this.readingTime = readingTime;
        }

        @Override
        public int read() {
            throw new AssertionError("bytes are read in blocks");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            readers.add(Thread.currentThread());
            int most = random.nextBoolean() ? length : Math.min(length, 1 + random.nextInt(1000));
            int count = content.read(target, offset, most);
            if (count < 0) {
                return ended();
            }
            clock.addAndGet((long) readingTime * count);
            return count;
        }

        int ended() throws IOException {
            return -1;
        }
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 50 * BUFFER + 7, MUCH, MUCH + 7})
    void passesEverythingOnAgainAndAgain(int size) throws IOException {
        byte[] content = random(size);
        for (int i = 0; i < 20; i++) {
            ByteArrayOutputStream passed = new ByteArrayOutputStream();
            transfer.run(new Source(content, i % 2), passed::write);
            assertThat(passed.toByteArray()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 10, true, 1", "1, 3, true, 1", "4, 1, true, 2", "1, 0, true, 2", "1, 0, false, 1"})
    void readsOnAnotherThreadOnlyIfThatTakesMostOfTheTime(int reading, int passing, boolean allowed, int threads)
            throws IOException {
        StagedTransfer some = new StagedTransfer(true, allowed, clock::get);
        Thread caller = Thread.currentThread();
        some.run(new Source(new byte[MUCH], reading), (bytes, offset, count) -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            clock.addAndGet((long) passing * count);
        });
        assertThat(readers).hasSize(threads);
    }

    /** A pipe that stalls: what it has delivered must not wait for more. */
    @Test
    void passesOnEveryReadUnlessItMayWait() throws IOException {
        StagedTransfer immediate = new StagedTransfer(false, false, clock::get);
        byte[] content = random(10 * BUFFER);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        int[] delivered = {0};
        immediate.run(
                new Source(content, 1) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        assertThat(passed.size()).isEqualTo(delivered[0]);
                        int count = super.read(target, offset, length);
                        delivered[0] += Math.max(0, count);
                        return count;
                    }
                },
                passed::write);
        assertThat(passed.toByteArray()).isEqualTo(content);
    }

    /** pg_dump writes a chunk for each row, so a read may return only one: what is not needed must not be measured. */
    @Test
    void readsTheClockOnlyToReadAhead() throws IOException {
        AtomicLong readings = new AtomicLong();
        StagedTransfer alone = new StagedTransfer(false, false, readings::incrementAndGet);
        alone.run(new Source(new byte[MUCH], 1), (bytes, offset, count) -> {});
        assertThat(readings.get()).isLessThanOrEqualTo(1);
    }

    /** Languages other than Java throw checked exceptions without declaring them. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                IOException.class,
                InterruptedException.class,
                Exception.class,
                IllegalStateException.class,
                AssertionError.class
            })
    void passesOnWhatPrecedesAnErrorOfTheSource(Class<? extends Throwable> type) throws Exception {
        for (int size : new int[] {0, 7, BUFFER, BUFFER + 7, MUCH + 7}) {
            byte[] content = random(size);
            Throwable failure = type.getDeclaredConstructor().newInstance();
            Source failing = new Source(content, 1) {
                @Override
                int ended() {
                    throw StagedTransferTest.<RuntimeException>unchecked(failure);
                }
            };
            ByteArrayOutputStream passed = new ByteArrayOutputStream();
            Throwable caught = catchThrowable(() -> transfer.run(failing, passed::write));
            assertThat(failure).isIn(caught, caught.getCause());
            assertThat(passed.toByteArray()).isEqualTo(content);
        }
        passesEverythingOnAgainAndAgain(MUCH);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    /** A lost connection: the restore must end, however much has been read ahead. */
    @ParameterizedTest
    @ValueSource(ints = {0, BUFFER, StageSample.SIZE, StageSample.SIZE + BUFFER, MUCH - BUFFER})
    void stopsReadingIfTheSinkFails(int accepted) throws IOException {
        long[] received = {0};
        Source endless = new Source(new byte[20 * MUCH], 1);
        assertThatThrownBy(() -> transfer.run(endless, (bytes, offset, count) -> {
                    if (received[0] >= accepted) {
                        throw new IOException("connection lost");
                    }
                    received[0] += count;
                }))
                .hasMessage("connection lost");
        assertThat(20 * MUCH - endless.content.available()).isLessThan(accepted + 10 * BUFFER);
        noThreadIsLeft();
        passesEverythingOnAgainAndAgain(MUCH);
    }

    @Test
    void endsIfTheCallerIsInterruptedWhileTheSourceIsSlow() {
        Thread caller = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        boolean[] interrupted = {false};
        Source slow = new Source(new byte[MUCH], 1) {
            @Override
            int ended() throws IOException {
                while (caller.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                caller.interrupt();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted[0] = true;
                    throw new InterruptedIOException();
                }
                return -1;
            }
        };
        assertThatThrownBy(() -> transfer.run(slow, (bytes, offset, count) -> {}))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        noThreadIsLeft();
        assertThat(interrupted[0]).isTrue();
    }

    /** Code that the other thread calls may interrupt it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1000})
    void losesNothingIfTheOtherThreadIsInterrupted(int reads) throws IOException {
        Thread caller = Thread.currentThread();
        byte[] content = random(MUCH);
        Source interrupting = new Source(content, 1) {
            private int left = reads;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (Thread.currentThread() != caller && left-- == 0) {
                    Thread.currentThread().interrupt();
                }
                return super.read(target, offset, length);
            }
        };
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        Throwable failure = catchThrowable(() -> transfer.run(interrupting, passed::write));
        assertThat(Thread.interrupted()).isFalse();
        if (failure == null) {
            assertThat(passed.toByteArray()).isEqualTo(content);
        } else {
            assertThat(failure).isInstanceOf(InterruptedIOException.class);
            assertThat(passed.toByteArray()).isEqualTo(Arrays.copyOf(content, passed.size()));
        }
        passesEverythingOnAgainAndAgain(MUCH);
    }
}
