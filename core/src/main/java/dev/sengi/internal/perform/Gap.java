package dev.sengi.internal.perform;

/** What follows a BEGIN or COMMIT in a script. */
public enum Gap {
    NONE,
    BLANK_LINE
}
