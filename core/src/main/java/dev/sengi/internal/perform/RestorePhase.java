package dev.sengi.internal.perform;

/** The part of a restore that error messages name. */
public enum RestorePhase {
    INITIALIZING("INITIALIZING"),
    PROCESSING("PROCESSING TOC"),
    FINALIZING("FINALIZING");

    private final String label;

    RestorePhase(String label) {
        this.label = label;
    }

    /** Returns the phase's name in messages. */
    public String label() {
        return label;
    }
}
