package dev.sengi;

/** A dump or restore that has been cancelled. */
public final class CancelledException extends SengiException {
    private static final long serialVersionUID = 1L;

    public CancelledException(String message, Throwable cause) {
        super(message, cause);
    }
}
