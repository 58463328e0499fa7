package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersCodeTest {
    /** A stream that is merely slow is not interrupted, and neither is anything after it. */
    @Test
    void interruptsOnlyStreamsThatDoNotReturn() throws IOException {
        CallersCode code = new CallersCode(() -> {});
        List<Boolean> interrupted = new ArrayList<>();
        OutputStream stream = code.output(new OutputStream() {
            @Override
            public void write(int requests) {
                for (int i = 0; i < requests; i++) {
                    code.stopStreams();
                }
                interrupted.add(Thread.currentThread().isInterrupted());
            }
        });
        stream.write(3);
        stream.write(3);
        stream.write(4);
        assertThat(interrupted).containsExactly(false, false, true);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesTheCallersOwnInterrupt() throws IOException {
        CallersCode code = new CallersCode(() -> {});
        code.output(new OutputStream() {
                    @Override
                    public void write(int octet) {
                        Thread.currentThread().interrupt();
                        for (int i = 0; i < 10; i++) {
                            code.stopStreams();
                        }
                    }
                })
                .write(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void neverInterruptsListeners() {
        CallersCode code = new CallersCode(() -> {});
        code.listener(new ProgressListener() {
                    @Override
                    public void databaseStarted(String dbname) {
                        for (int i = 0; i < 10; i++) {
                            code.stopStreams();
                        }
                    }
                })
                .databaseStarted("");
        assertThat(Thread.interrupted()).isFalse();
    }
}
