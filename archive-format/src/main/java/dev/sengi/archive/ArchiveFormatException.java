package dev.sengi.archive;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Thrown if an archive cannot be read as the format it claims to be. */
public final class ArchiveFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the archive, so that the caller can decide how to react. More constants may be added. */
    public enum Reason {
        /** The bytes contradict the format: the archive has been truncated, possibly to nothing, or overwritten. */
        CORRUPT,
        /**
         * A file that does not begin like an archive or a script, such as a tar truncated after its first bytes, or a
         * folder without a table of contents.
         */
        NOT_AN_ARCHIVE,
        /**
         * A script written by pg_dump or pg_dumpall, which psql and {@code PgRestore} can run. {@link Archive} recognizes only
         * uncompressed ones.
         */
        SCRIPT,
        /** Not in the requested format: an archive in another format, or a file instead of a folder, or vice versa. */
        OTHER_FORMAT,
        /** Written by a program newer than this one supports. */
        TOO_NEW,
        /** A known format, version or compression that cannot be read. */
        UNSUPPORTED
    }

    /** The kind of fault. */
    private final Reason reason;
    /** In bytes; -1 if unknown. */
    private final long offset;
    /** Of the entry concerned; 0 if none. */
    private final int dumpId;
    /** The warnings that pg_restore prints before this failure. */
    private final String[] warnings;

    /**
     * Describes a fault.
     *
     * @param reason what kind of fault it is
     * @param message what was found, in pg_restore's words if it has any
     * @param offset position in the archive, in bytes, or -1 if unknown
     * @param dumpId of the entry concerned, or 0 if none
     * @param cause what revealed the fault, or null
     */
    public ArchiveFormatException(Reason reason, String message, long offset, int dumpId, @Nullable Throwable cause) {
        this(reason, message, offset, dumpId, cause, new String[0]);
    }

    private ArchiveFormatException(
            Reason reason, String message, long offset, int dumpId, @Nullable Throwable cause, String... warnings) {
        super(message, cause);
        this.reason = reason;
        this.offset = offset;
        this.dumpId = dumpId;
        this.warnings = warnings;
    }

    /**
     * {@return a copy of this exception with the warnings that preceded it}
     *
     * @param earlierWarnings the warnings that pg_restore prints before the failure, in its order
     */
    public ArchiveFormatException after(List<String> earlierWarnings) {
        return copy(reason, earlierWarnings.toArray(String[]::new));
    }

    /**
     * {@return a copy of this exception with another reason}
     *
     * @param better the reason, if what surrounds the archive tells more than its content
     */
    public ArchiveFormatException because(Reason better) {
        return copy(better, warnings);
    }

    private ArchiveFormatException copy(Reason newReason, String... newWarnings) {
        ArchiveFormatException failure =
                new ArchiveFormatException(newReason, getMessage(), offset, dumpId, getCause(), newWarnings);
        failure.setStackTrace(getStackTrace());
        return failure;
    }

    /** {@return what kind of fault it is} */
    public Reason reason() {
        return reason;
    }

    /** {@return the byte offset in the archive at which the fault was found, if known} */
    public OptionalLong offset() {
        return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** {@return the dump ID of the entry concerned, if any} */
    public OptionalInt dumpId() {
        return dumpId == 0 ? OptionalInt.empty() : OptionalInt.of(dumpId);
    }

    /**
     * {@return the warnings that pg_restore prints before this failure, if the archive could not be opened} Once it is
     * open, {@link Archive#warnings} returns the warnings.
     */
    public List<String> warnings() {
        return List.of(warnings);
    }
}
