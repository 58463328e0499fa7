package dev.sengi.catalog;

/**
 * The texts that one column had last, so that rows which repeat them share one copy: types, owners, and options are few,
 * and columns many. Used by one thread.
 */
final class SharedTexts {
    private static final int SIZE = 64;

    private final String[] last = new String[SIZE];

    /** Returns an equal text, the one before where it is known still. */
    String shared(String text) {
        if (text == null) {
            return null;
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SIZE - 1);
        if (!text.equals(last[slot])) {
            last[slot] = text;
        }
        return last[slot];
    }
}
