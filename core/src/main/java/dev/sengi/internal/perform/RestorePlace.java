package dev.sengi.internal.perform;

import dev.sengi.archive.TocEntry;

/**
 * The part of a restore that a command belongs to. Error messages name it.
 *
 * @param entry the last entry reached, or null before the first
 */
public record RestorePlace(RestorePhase phase, TocEntry entry) {
    /** The beginning of a session. */
    public static final RestorePlace START = new RestorePlace(RestorePhase.INITIALIZING, null);
}
