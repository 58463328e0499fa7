package dev.sengi.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StagedOutputTest {
    private static final int BUFFER = StageBuffers.SIZE;

    private final StageBuffers buffers = new StageBuffers();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER, BUFFER + 1, 50 * BUFFER + 7})
    void passesEverythingOnWithTheSameBuffersAgainAndAgain(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        for (int i = 0; i < 20; i++) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            StagedOutput staged = new StagedOutput(target, buffers);
            staged.write(content);
            staged.close();
            assertThat(target.toByteArray()).isEqualTo(content);
            assertThat(staged.written()).isEqualTo(size);
        }
    }

    /** A full disk: the dump must end, whatever is in transit. */
    @ParameterizedTest
    @ValueSource(ints = {1, BUFFER + 1, 50 * BUFFER})
    void endsIfTheTargetFails(int size) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> {
                    try (StagedOutput staged = new StagedOutput(full, buffers)) {
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
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("bytes are written in blocks");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                while (writer.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                throw StagedOutputTest.<RuntimeException>unchecked(thrown);
            }
        };
        Throwable caught = catchThrowable(() -> {
            try (StagedOutput staged = new StagedOutput(failing, buffers)) {
                staged.write(new byte[50 * BUFFER]);
            }
        });
        assertThat(thrown).isIn(caught, caught.getCause());
        passesEverythingOnWithTheSameBuffersAgainAndAgain(50 * BUFFER);
    }

    /** Code that the other thread calls may interrupt it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void endsIfTheOtherThreadIsInterrupted(int writes) throws IOException {
        OutputStream interrupting = new OutputStream() {
            private int left = writes;

            @Override
            public void write(int b) {
                throw new AssertionError("bytes are written in blocks");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (--left == 0) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatThrownBy(() -> {
                    try (StagedOutput staged = new StagedOutput(interrupting, buffers)) {
                        staged.write(new byte[50 * BUFFER]);
                    }
                })
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isFalse();
        passesEverythingOnWithTheSameBuffersAgainAndAgain(50 * BUFFER);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void takesWhatFollowsAFailure() throws IOException {
        endsIfTheTargetFails(50 * BUFFER);
        passesEverythingOnWithTheSameBuffersAgainAndAgain(50 * BUFFER);
    }
}
