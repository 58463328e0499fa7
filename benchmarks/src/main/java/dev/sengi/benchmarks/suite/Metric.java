package dev.sengi.benchmarks.suite;

/** What is compared. Less is better. */
enum Metric {
    ELAPSED("Elapsed time", "s"),
    PROCESSOR("Processor time of the client", "s"),
    MEMORY("Peak resident memory", "MB"),
    SIZE("Size of the output", "MB"),
    ROUND_TRIPS("Round trips", "");

    private static final double MEGABYTE = 1 << 20;

    private final String title;
    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    /** Returns whether rows without a goal are of interest, too. */
    boolean isAlwaysShown() {
        return this != SIZE;
    }

    /** Returns a value in this metric's unit, 0 if it was not measured. */
    double of(Measurement measurement) {
        return switch (this) {
            case ELAPSED -> measurement.seconds();
            case PROCESSOR -> measurement.processorSeconds();
            case MEMORY -> measurement.peakMemory() / MEGABYTE;
            case SIZE -> measurement.outputBytes() / MEGABYTE;
            case ROUND_TRIPS -> measurement.roundTrips();
        };
    }
}
