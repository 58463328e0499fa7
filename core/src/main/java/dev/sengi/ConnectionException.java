package dev.sengi;

import java.util.List;

/** No connection could be had, one that was lent cannot be used, or one was lost. */
public final class ConnectionException extends SengiException {
    private static final long serialVersionUID = 1L;

    /** @param cause or null */
    public ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param details what the error concerns
     * @param hint what may help, or null
     * @param cause or null
     */
    public ConnectionException(String message, List<String> details, String hint, Throwable cause) {
        super(message, details, hint, cause);
    }
}
