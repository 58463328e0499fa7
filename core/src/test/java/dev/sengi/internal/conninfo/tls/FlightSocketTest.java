package dev.sengi.internal.conninfo.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FlightSocketTest {
    private final Connection connection = new Connection();

    /** Returns one arrival per read; an empty one stands for a timeout. */
    private static final class Connection extends Socket {
        final Queue<byte[]> arrivals = new ArrayDeque<>();
        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        int reads;

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    reads++;
                    byte[] arrival = arrivals.poll();
                    if (arrival == null) {
                        return -1;
                    }
                    if (arrival.length == 0) {
                        throw new SocketTimeoutException();
                    }
                    System.arraycopy(arrival, 0, bytes, offset, arrival.length);
                    return arrival.length;
                }

                @Override
                public int available() {
                    return arrivals.isEmpty() ? 0 : arrivals.peek().length;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return sent;
        }
    }

    /** The driver reads a header and a body separately; each read would be a system call. */
    @Test
    void readsEverythingThatHasArrivedTogether() throws IOException {
        connection.arrivals.add(new byte[] {1, 2, 3, 4, 5, 6, -1});
        connection.arrivals.add(new byte[] {8});
        InputStream in = new FlightSocket(connection).getInputStream();
        assertThat(in.readNBytes(2)).containsExactly(1, 2);
        assertThat(in.available()).isEqualTo(6);
        assertThat(in.read(new byte[9], 0, 9)).isEqualTo(5);
        assertThat(connection.reads).isEqualTo(1);
        assertThat(in.read()).isEqualTo(8);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
    }

    @Test
    void losesNothingIfAReadTimesOut() throws IOException {
        connection.arrivals.add(new byte[] {1, -1});
        connection.arrivals.add(new byte[0]);
        connection.arrivals.add(new byte[] {3});
        InputStream in = new FlightSocket(connection).getInputStream();
        assertThat(in.read()).isEqualTo(1);
        assertThat(in.read()).isEqualTo(255);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        assertThat(in.read()).isEqualTo(3);
    }

    @Test
    void sendsAFlightBeforeItsAnswerIsRead() throws IOException {
        connection.arrivals.add(new byte[] {1, 2});
        FlightSocket socket = new FlightSocket(connection);
        socket.getOutputStream().write(new byte[] {7, 8});
        socket.getOutputStream().flush();
        assertThat(connection.sent.toByteArray()).isEmpty();
        assertThat(socket.getInputStream().read()).isEqualTo(1);
        assertThat(connection.sent.toByteArray()).containsExactly(7, 8);
    }
}
