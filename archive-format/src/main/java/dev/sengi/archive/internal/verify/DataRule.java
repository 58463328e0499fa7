package dev.sengi.archive.internal.verify;

/** What must be true of one item's data; is shown them piece by piece. */
interface DataRule {
    /** A rule for bytes of which nothing is known. */
    DataRule NONE = new DataRule() {
        @Override
        public void accept(byte[] bytes, int length) {}

        @Override
        public String fault() {
            return null;
        }
    };

    /** Looks at the next bytes. */
    void accept(byte[] bytes, int length);

    /** Returns, after the last bytes, what is wrong with them, or null. */
    String fault();
}
