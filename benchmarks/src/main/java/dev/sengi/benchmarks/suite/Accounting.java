package dev.sengi.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that runs another one and then writes to a file what the kernel counted for it and for its children that it
 * waited for. Sampling would miss what happens after the last sample.
 */
enum Accounting {
    /** GNU time, which also reports memory. */
    GNU_TIME(
            "Processor time and peak memory are GNU time's. The memory of several processes is the largest sum of theirs in"
                    + " samples every 20 ms.") {
        @Override
        List<String> wrap(Path report, List<String> command) {
            List<String> wrapped = new ArrayList<>(List.of(gnuTime(), "-q", "-f", "%U %S %M", "-o", report.toString()));
            wrapped.addAll(command);
            return wrapped;
        }

        @Override
        Usage parse(String report) {
            String[] values = report.strip().split(" ", -1);
            double seconds = Double.parseDouble(values[0]) + Double.parseDouble(values[1]);
            return new Usage(seconds, Long.parseLong(values[2]) * 1024);
        }
    },

    /** The shell's {@code times}, which POSIX requires. */
    SHELL(
            "Processor time is what the shell's `times` reports. Peak memory is the kernel's peak of the largest process, or the"
                    + " sum of several, whichever is more in samples every 20 ms.") {
        @Override
        List<String> wrap(Path report, List<String> command) {
            List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", RUN_AND_REPORT, "sh", report.toString()));
            wrapped.addAll(command);
            return wrapped;
        }

        // The second line is about the shell's children: user and system time, such as 0m1.250000s.
        @Override
        Usage parse(String report) {
            Matcher times = TIME.matcher(report.lines().skip(1).findFirst().orElse(""));
            double seconds = 0;
            while (times.find()) {
                seconds += 60 * Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
            }
            return new Usage(seconds, 0);
        }
    };

    private static final String RUN_AND_REPORT = "report=$1; shift; \"$@\"; code=$?; times > \"$report\"; exit $code";
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
    private static final List<String> GNU_TIMES =
            List.of("/usr/bin/time", "/usr/local/bin/gtime", "/opt/homebrew/bin/gtime");

    private final String description;

    Accounting(String description) {
        this.description = description;
    }

    /** Returns the most exact one that this machine has. */
    static Accounting available() {
        return gnuTime() == null ? SHELL : GNU_TIME;
    }

    /** Returns the command that runs another one and leaves a report. */
    abstract List<String> wrap(Path report, List<String> command);

    abstract Usage parse(String report);

    /** Returns what the page says about it. */
    String description() {
        return description;
    }

    private static String gnuTime() {
        return Found.GNU_TIME;
    }

    /**
     * What the kernel counted.
     *
     * @param seconds processor time, user and system
     * @param peakMemory resident bytes of the largest process, 0 if unknown
     */
    record Usage(double seconds, long peakMemory) {}

    /** Looked for once. */
    private static final class Found {
        static final String GNU_TIME =
                GNU_TIMES.stream().filter(Found::isGnu).findFirst().orElse(null);

        // Other programs of that name do not know the option.
        private static boolean isGnu(String program) {
            try {
                Process process = new ProcessBuilder(program, "--version")
                        .redirectErrorStream(true)
                        .start();
                try (Stream<String> lines = process.inputReader().lines()) {
                    return lines.anyMatch(line -> line.contains("GNU"));
                }
            } catch (IOException e) {
                return false;
            }
        }
    }
}
