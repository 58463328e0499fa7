package dev.sengi.internal.session;

import dev.sengi.SengiException;

/** A failure whose message PostgreSQL's programs print without the program's name and {@code error:}. */
public final class UnlabelledException extends SengiException {
    private static final long serialVersionUID = 1L;

    public UnlabelledException(String message) {
        super(message);
    }
}
