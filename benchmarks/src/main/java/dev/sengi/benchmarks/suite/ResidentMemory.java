package dev.sengi.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Samples the resident memory of all processes that a process starts, its own excluded, from {@code /proc} of Linux. A
 * program with several processes has no other common figure; the kernel's counts the largest one only.
 *
 * <p>A sample is the sum of the processes' memory, which includes pages that they share once for each, or the kernel's
 * peak of a single one if that is more. Where {@code /proc} does not exist, the peak is 0.
 */
final class ResidentMemory implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 20;
    private static final Path PROC = Path.of("/proc");

    private final long parent;
    private final Thread sampler = new Thread(this::sample, "resident-memory");
    private volatile boolean closed;
    private volatile long peak;

    private ResidentMemory(long parent) {
        this.parent = parent;
    }

    /** Starts sampling. */
    static ResidentMemory below(Process parent) {
        ResidentMemory memory = new ResidentMemory(parent.pid());
        memory.sampler.setDaemon(true);
        memory.sampler.start();
        return memory;
    }

    /** Returns the largest sample in bytes. */
    long peak() {
        return peak;
    }

    /** Stops sampling. */
    @Override
    public void close() {
        closed = true;
        sampler.interrupt();
    }

    private void sample() {
        while (!closed && Files.isDirectory(PROC)) {
            long sum = 0;
            for (long process : descendants()) {
                sum += kilobytes(process, "VmRSS:");
                peak = Math.max(peak, 1024 * kilobytes(process, "VmHWM:"));
            }
            peak = Math.max(peak, 1024 * sum);
            try {
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    // ProcessHandle.descendants() would read all of the machine's processes each time. In the programs measured, only
    // main threads start processes.
    private List<Long> descendants() {
        List<Long> found = new ArrayList<>(List.of(parent));
        for (int i = 0; i < found.size(); i++) {
            long process = found.get(i);
            String children = read(PROC.resolve(process + "/task/" + process + "/children"));
            for (String child : children.strip().split(" ", -1)) {
                if (!child.isEmpty()) {
                    found.add(Long.parseLong(child));
                }
            }
        }
        return found.subList(1, found.size());
    }

    private static long kilobytes(long process, String name) {
        return read(PROC.resolve(process + "/status"))
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    // A process may end at any time.
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
