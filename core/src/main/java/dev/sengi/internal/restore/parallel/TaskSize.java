package dev.sengi.internal.restore.parallel;

import java.util.OptionalLong;

/**
 * How much there is to do.
 *
 * @param bytes stored data: the task's own, or the most that it builds upon
 * @param isKnown whether nothing is missing in that
 */
record TaskSize(long bytes, boolean isKnown) {
    static final TaskSize NOTHING = new TaskSize(0, true);

    static TaskSize of(OptionalLong length) {
        return new TaskSize(length.orElse(0), length.isPresent());
    }

    TaskSize max(TaskSize other) {
        return new TaskSize(Math.max(bytes, other.bytes), isKnown && other.isKnown);
    }
}
