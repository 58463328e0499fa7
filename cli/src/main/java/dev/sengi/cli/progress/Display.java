package dev.sengi.cli.progress;

import dev.sengi.ServerException;
import dev.sengi.cli.progress.Tally.State;
import java.time.Duration;

/** Shows the state of a run from time to time. */
interface Display {

    /** Shows the state. */
    void show(State state);

    /** Shows what ended a run, before its message follows. */
    default void failed(ServerException e) {}

    /** Shows the last state, after which nothing follows. */
    void end(State state);

    /** Returns the time between two calls of {@link #show}. */
    Duration interval();
}
