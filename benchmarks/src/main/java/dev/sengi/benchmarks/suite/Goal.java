package dev.sengi.benchmarks.suite;

/**
 * What the median must not exceed.
 *
 * @param relative whether the limit is for our value divided by the real one's, not for our value
 */
record Goal(Metric metric, double limit, boolean relative) {

    /** Returns a goal for our value divided by the real one's. */
    static Goal ratio(Metric metric, double limit) {
        return new Goal(metric, limit, true);
    }

    /** Returns a goal for our value, in the metric's unit. */
    static Goal value(Metric metric, double limit) {
        return new Goal(metric, limit, false);
    }
}
