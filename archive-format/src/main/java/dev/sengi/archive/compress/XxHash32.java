package dev.sengi.archive.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of LZ4 frames: xxHash of 32 bits with seed 0, computed piece by piece. */
final class XxHash32 {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PRIME1 = 0x9E3779B1;
    private static final int PRIME2 = 0x85EBCA77;
    private static final int PRIME3 = 0xC2B2AE3D;
    private static final int PRIME4 = 0x27D4EB2F;
    private static final int PRIME5 = 0x165667B1;
    private static final int STRIPE = 16;

    private final byte[] pending = new byte[STRIPE];
    private int pendingLength;
    private long total;
    /** The sum of the first two primes, which the algorithm lets overflow. */
    private int lane1 = 0x24234428;

    private int lane2 = PRIME2;
    private int lane3;
    private int lane4 = -PRIME1;

    static int hash(byte[] bytes, int offset, int length) {
        XxHash32 hash = new XxHash32();
        hash.update(bytes, offset, length);
        return hash.value();
    }

    void update(byte[] bytes, int offset, int length) {
        total += length;
        int next = offset;
        int end = offset + length;
        if (pendingLength > 0) {
            int count = Math.min(STRIPE - pendingLength, length);
            System.arraycopy(bytes, next, pending, pendingLength, count);
            pendingLength += count;
            next += count;
            if (pendingLength < STRIPE) {
                return;
            }
            stripe(pending, 0);
            pendingLength = 0;
        }
        for (; end - next >= STRIPE; next += STRIPE) {
            stripe(bytes, next);
        }
        pendingLength = end - next;
        System.arraycopy(bytes, next, pending, 0, pendingLength);
    }

    int value() {
        int hash = total < STRIPE
                ? PRIME5
                : Integer.rotateLeft(lane1, 1)
                        + Integer.rotateLeft(lane2, 7)
                        + Integer.rotateLeft(lane3, 12)
                        + Integer.rotateLeft(lane4, 18);
        hash += (int) total;
        int next = 0;
        for (; pendingLength - next >= Integer.BYTES; next += Integer.BYTES) {
            hash = Integer.rotateLeft(hash + (int) INTS.get(pending, next) * PRIME3, 17) * PRIME4;
        }
        for (; next < pendingLength; next++) {
            hash = Integer.rotateLeft(hash + (pending[next] & 0xff) * PRIME5, 11) * PRIME1;
        }
        hash = (hash ^ (hash >>> 15)) * PRIME2;
        hash = (hash ^ (hash >>> 13)) * PRIME3;
        return hash ^ (hash >>> 16);
    }

    private void stripe(byte[] bytes, int offset) {
        lane1 = round(lane1, (int) INTS.get(bytes, offset));
        lane2 = round(lane2, (int) INTS.get(bytes, offset + 4));
        lane3 = round(lane3, (int) INTS.get(bytes, offset + 8));
        lane4 = round(lane4, (int) INTS.get(bytes, offset + 12));
    }

    private static int round(int lane, int input) {
        return Integer.rotateLeft(lane + input * PRIME2, 13) * PRIME1;
    }
}
