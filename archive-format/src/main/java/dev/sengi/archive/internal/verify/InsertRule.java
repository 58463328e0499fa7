package dev.sengi.archive.internal.verify;

/** Data as INSERT commands: they end with two empty lines, after the last command's semicolon. */
final class InsertRule implements DataRule {
    private static final int SHOWN = 4;

    private final StringBuilder end = new StringBuilder();

    @Override
    public void accept(byte[] bytes, int length) {
        for (int i = Math.max(0, length - SHOWN); i < length; i++) {
            end.append((char) (bytes[i] & 0xff));
        }
        end.delete(0, Math.max(0, end.length() - SHOWN));
    }

    @Override
    public String fault() {
        boolean whole = end.toString().equals(";\n\n\n") || end.toString().equals("\n\n");
        return whole ? null : "the INSERT commands do not end with empty lines";
    }
}
