package dev.sengi.guest;

import dev.sengi.CancelledException;
import dev.sengi.SengiException;
import java.io.IOException;

/** A way in which a dump or restore ends in the middle of its data. */
enum WayOut {
    CALLERS_IO_EXCEPTION(OwnIoException.class),
    CALLERS_RUNTIME_EXCEPTION(OwnRuntimeException.class),
    CALLERS_ERROR(OwnError.class),
    OUT_OF_MEMORY(OutOfMemoryError.class),
    INTERRUPT(CancelledException.class),
    CANCEL(CancelledException.class),
    KILLED_SESSION(SengiException.class);

    private final Class<? extends Throwable> thrown;

    WayOut(Class<? extends Throwable> thrown) {
        this.thrown = thrown;
    }

    /** Returns the exception that the caller of the dump or restore gets. */
    Class<? extends Throwable> thrown() {
        return thrown;
    }

    /** Returns whether that is the exception thrown by the caller's own code. */
    boolean isCallersOwn() {
        return !SengiException.class.isAssignableFrom(thrown);
    }

    /** A caller's exception. */
    static final class OwnIoException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A caller's exception. */
    static final class OwnRuntimeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A caller's error. */
    static final class OwnError extends Error {
        private static final long serialVersionUID = 1L;
    }
}
