package dev.sengi.cli.progress;

/** What {@code --progress} chooses. */
enum DisplayMode {
    /** {@link #BAR} on a terminal, otherwise {@link #PLAIN}. */
    AUTO,
    /** A bar at the bottom of the terminal. */
    BAR,
    /** A line from time to time. */
    PLAIN,
    /** One JSON object per line, for programs. */
    JSON,
    NONE
}
