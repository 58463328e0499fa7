package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.internal.traits.EntryTraits.Weight;

/**
 * The amount of work in a task.
 *
 * @param stored number of stored data bytes: the task's own, or the most of any data that it depends on
 * @param isKnown whether all sizes were known
 * @param work an estimate of how long it takes, measured in bytes of rows that could be loaded in that time
 */
record TaskSize(long stored, boolean isKnown, long work) {
    static final TaskSize NOTHING = new TaskSize(0, true, 0);
    static final TaskSize UNKNOWN = new TaskSize(0, false, 0);

    // Roughly how many bytes can be loaded in the time that one row takes.
    private static final int READING = 20;
    private static final int SORTING = 80;

    /** Returns the size of loading the data. */
    static TaskSize loading(DataSize data) {
        return new TaskSize(data.stored(), data.isKnown(), data.content());
    }

    /** Returns the size of what has to be done with the data once they are in the database. */
    static TaskSize after(DataSize data, Weight weight) {
        int bytes =
                switch (weight) {
                    case SMALL, LARGE -> 0;
                    case ROWS -> READING;
                    case SORTED_ROWS -> SORTING;
                };
        return new TaskSize(data.stored(), data.isKnown(), bytes * data.rows());
    }

    TaskSize max(TaskSize other) {
        return new TaskSize(Math.max(stored, other.stored), isKnown && other.isKnown, Math.max(work, other.work));
    }
}
