package dev.sengi.benchmarks.suite;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What the figures depend on, besides the programs.
 *
 * @param load average of the last minute before the first run, negative if unknown
 */
record Machine(String processor, int processors, String memory, String system, String java, double load) {

    static Machine current() {
        return new Machine(
                value("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                value("/proc/meminfo", "MemTotal").map(Machine::gigabytes).orElse("unknown"),
                value("/etc/os-release", "PRETTY_NAME").orElse(System.getProperty("os.name")) + ", kernel "
                        + System.getProperty("os.version"),
                System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    // "24689192 kB"
    private static String gigabytes(String kilobytes) {
        return String.format(Locale.ROOT, "%.1f GB", Double.parseDouble(kilobytes.replaceAll("\\D", "")) / (1 << 20));
    }

    /** Returns the first value of that name in a file with lines like {@code name: value} or {@code NAME="value"}. */
    private static Optional<String> value(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replaceFirst("^[^:=]*[:=]", "")
                            .replace("\"", "")
                            .strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
