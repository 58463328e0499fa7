package dev.sengi.archive.internal.verify;

import dev.sengi.archive.internal.copy.InsertCount;

/**
 * The rule for data in INSERT commands: two empty lines must follow the last command's semicolon, if the dumping
 * program is known to write them.
 */
final class InsertRule implements DataRule {
    private static final int SHOWN = 4;

    private final boolean endKnown;
    private final InsertCount inserts;
    private final StringBuilder end = new StringBuilder();

    /** @param inserts counts the rows */
    InsertRule(boolean endKnown, InsertCount inserts) {
        this.endKnown = endKnown;
        this.inserts = inserts;
    }

    @Override
    public void accept(byte[] bytes, int length) {
        inserts.accept(bytes, length);
        for (int i = Math.max(0, length - SHOWN); i < length; i++) {
            end.append((char) (bytes[i] & 0xff));
        }
        end.delete(0, Math.max(0, end.length() - SHOWN));
    }

    @Override
    public long rows() {
        return inserts.rows();
    }

    @Override
    public String fault() {
        String last = end.toString();
        boolean whole = !endKnown || last.equals(";\n\n\n") || last.equals("\n\n");
        return whole ? null : "the INSERT commands do not end with empty lines";
    }
}
