package dev.sengi.benchmarks.suite;

/**
 * The cost of one run of a program.
 *
 * @param seconds elapsed time, which includes the program's start
 * @param processorSeconds user and system time of all its processes, the server's excluded
 * @param peakMemory resident bytes, 0 if unknown
 * @param outputBytes size of what it wrote, 0 if that is not of interest
 * @param roundTrips how often it waited for the server, 0 if that was not counted
 */
record Measurement(double seconds, double processorSeconds, long peakMemory, long outputBytes, int roundTrips) {

    Measurement withOutput(long bytes) {
        return new Measurement(seconds, processorSeconds, peakMemory, bytes, roundTrips);
    }

    Measurement withRoundTrips(int count) {
        return new Measurement(seconds, processorSeconds, peakMemory, outputBytes, count);
    }
}
