package dev.sengi.internal.restore.parallel;

import java.util.OptionalLong;

/**
 * The amount of work in a task.
 *
 * @param bytes number of stored data bytes: the task's own, or the most of any data that it depends on
 * @param isKnown whether all sizes were known
 */
record TaskSize(long bytes, boolean isKnown) {
    static final TaskSize NOTHING = new TaskSize(0, true);
    static final TaskSize UNKNOWN = new TaskSize(0, false);

    static TaskSize of(OptionalLong length) {
        return new TaskSize(length.orElse(0), length.isPresent());
    }

    TaskSize max(TaskSize other) {
        return new TaskSize(Math.max(bytes, other.bytes), isKnown && other.isKnown);
    }
}
