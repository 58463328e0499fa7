package dev.sengi.archive.internal.verify;

/** A rule that an item's data must obey. Receives the data in chunks. */
interface DataRule {
    /** The rule for bytes of unknown meaning. */
    DataRule NONE = new DataRule() {
        @Override
        public void accept(byte[] bytes, int length) {}

        @Override
        public String fault() {
            return null;
        }
    };

    /** Checks the next bytes. */
    void accept(byte[] bytes, int length);

    /** Returns, after the last bytes, what is wrong with them, or null. */
    String fault();

    /** Returns the number of rows, or -1 if it is unknown. */
    default long rows() {
        return -1;
    }
}
