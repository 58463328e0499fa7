package dev.sengi.archive;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An archive that cannot be read as what it claims to be. */
public final class ArchiveFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the archive, so that a caller can tell what would help. */
    public enum Reason {
        /** The bytes contradict the format: cut short, overwritten, or no archive at all. */
        CORRUPT,
        /** Written by a newer program than this one knows. */
        TOO_NEW,
        /** A format, version or compression that is known but not read. */
        UNSUPPORTED
    }

    /** What kind of fault it is. */
    private final Reason reason;
    /** In bytes; -1 if unknown. */
    private final long offset;
    /** Of the entry concerned; 0 if there is none. */
    private final int dumpId;
    /** Those of pg_restore that preceded this failure. */
    private final String[] warnings;

    /**
     * Describes a fault.
     *
     * @param reason what kind of fault it is
     * @param message what was found, in pg_restore's words where it has any
     * @param offset where in the archive, in bytes, or -1 where that is unknown
     * @param dumpId of the entry concerned, or 0 where there is none
     * @param cause what brought the fault to light, or null
     */
    public ArchiveFormatException(Reason reason, String message, long offset, int dumpId, Throwable cause) {
        this(reason, message, offset, dumpId, cause, new String[0]);
    }

    private ArchiveFormatException(
            Reason reason, String message, long offset, int dumpId, Throwable cause, String... warnings) {
        super(message, cause);
        this.reason = reason;
        this.offset = offset;
        this.dumpId = dumpId;
        this.warnings = warnings;
    }

    /**
     * {@return this failure with what had been warned of before it}
     *
     * @param earlierWarnings what pg_restore had warned of by then, in its order
     */
    public ArchiveFormatException after(List<String> earlierWarnings) {
        ArchiveFormatException failure = new ArchiveFormatException(
                reason, getMessage(), offset, dumpId, getCause(), earlierWarnings.toArray(String[]::new));
        failure.setStackTrace(getStackTrace());
        return failure;
    }

    /** {@return what kind of fault it is} */
    public Reason reason() {
        return reason;
    }

    /** {@return the byte offset in the archive at which the fault was seen, where it is known} */
    public OptionalLong offset() {
        return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** {@return the dump ID of the entry concerned, where there is one} */
    public OptionalInt dumpId() {
        return dumpId == 0 ? OptionalInt.empty() : OptionalInt.of(dumpId);
    }

    /**
     * {@return what pg_restore has warned of by then, if the archive could not be opened} Once it is open,
     * {@link ArchiveReader#warnings} reports them.
     */
    public List<String> warnings() {
        return List.of(warnings);
    }
}
