package dev.sengi.internal.conninfo.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An element in DER: a one-byte tag, a length and the content.
 *
 * <p>Reading throws {@link IllegalArgumentException} for anything that is not DER.
 */
record Der(int tag, byte[] content) {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    /** The first context-specific tag; the others follow it. */
    static final int CONTEXT = 0x80;

    static final int CONSTRUCTED = 0x20;
    private static final int LONG_LENGTH = 0x80;
    private static final int LARGEST_LENGTH_SIZE = 3;

    /** Reads the element at the start of the bytes. */
    static Der read(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    private static Der read(ByteBuffer buffer) {
        try {
            int tag = Byte.toUnsignedInt(buffer.get());
            byte[] content = new byte[length(buffer)];
            buffer.get(content);
            return new Der(tag, content);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("not DER: truncated", e);
        }
    }

    private static int length(ByteBuffer buffer) {
        int length = Byte.toUnsignedInt(buffer.get());
        if (length >= LONG_LENGTH) {
            int size = length - LONG_LENGTH;
            if (size == 0 || size > LARGEST_LENGTH_SIZE) {
                throw new IllegalArgumentException("not DER: length field of " + size + " bytes");
            }
            length = 0;
            for (int i = 0; i < size; i++) {
                length = (length << Byte.SIZE) | Byte.toUnsignedInt(buffer.get());
            }
        }
        if (length > buffer.remaining()) {
            throw new IllegalArgumentException("not DER: length exceeds the input");
        }
        return length;
    }

    /** Returns the elements that the content consists of. */
    List<Der> children() {
        List<Der> children = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            children.add(read(buffer));
        }
        return children;
    }

    /** Returns a child by index. */
    Der child(int index) {
        List<Der> children = children();
        if (index >= children.size()) {
            throw new IllegalArgumentException("unexpected DER: missing element");
        }
        return children.get(index);
    }

    Der expect(int expected) {
        if (tag != expected) {
            throw new IllegalArgumentException("unexpected DER: tag " + tag);
        }
        return this;
    }

    /** Returns the value of a small non-negative integer. */
    int intValue() {
        expect(INTEGER);
        int value = 0;
        for (byte octet : content) {
            value = Math.addExact(Math.multiplyExact(value, 1 << Byte.SIZE), Byte.toUnsignedInt(octet));
        }
        return value;
    }

    /** Returns an object identifier in dotted notation. */
    String objectIdentifier() {
        expect(OBJECT_IDENTIFIER);
        StringBuilder text = new StringBuilder();
        long number = 0;
        for (byte octet : content) {
            number = (number << 7) | (octet & 0x7f);
            if (octet >= 0) {
                if (text.length() == 0) {
                    long first = Math.min(2, number / 40);
                    text.append(first).append('.').append(number - first * 40);
                } else {
                    text.append('.').append(number);
                }
                number = 0;
            }
        }
        return text.toString();
    }

    byte[] encoded() {
        ByteBuffer encoded = ByteBuffer.allocate(2 + LARGEST_LENGTH_SIZE + content.length);
        encoded.put((byte) tag);
        if (content.length < LONG_LENGTH) {
            encoded.put((byte) content.length);
        } else {
            // DER requires the shortest form.
            int size = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + Byte.SIZE - 1) / Byte.SIZE;
            encoded.put((byte) (LONG_LENGTH + size));
            for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                encoded.put((byte) (content.length >> shift));
            }
        }
        encoded.put(content).flip();
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    static Der sequence(Der... children) {
        int length = 0;
        List<byte[]> parts = new ArrayList<>();
        for (Der child : children) {
            byte[] part = child.encoded();
            parts.add(part);
            length += part.length;
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        parts.forEach(content::put);
        return new Der(SEQUENCE, content.array());
    }
}
