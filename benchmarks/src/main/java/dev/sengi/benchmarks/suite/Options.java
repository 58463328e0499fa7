package dev.sengi.benchmarks.suite;

import dev.sengi.testing.ProjectLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The suite's options.
 *
 * @param scale factor of the sizes of the databases
 * @param runs pairs of runs per workload
 * @param text what was given of them, except the folder
 */
record Options(double scale, int runs, List<Workload> workloads, Path out, String text) {
    static final int DEFAULT_RUNS = 3;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static Options parse(List<String> arguments) {
        double scale = 1;
        int runs = DEFAULT_RUNS;
        List<Workload> workloads = Workloads.ALL;
        Path out = ProjectLayout.root().resolve("docs/benchmarks");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("option is unknown or has no value: " + option);
            }
            String value = arguments.get(i + 1);
            switch (option) {
                case "--scale" -> scale = positive(option, value);
                case "--runs" -> runs = count(option, value);
                case "--only" -> workloads = named(value);
                case "--out" -> out = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option: " + option);
            }
            if (!option.equals("--out")) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(option)
                        .append(' ')
                        .append(value);
            }
        }
        return new Options(scale, runs, workloads, out, text.toString());
    }

    private static double positive(String option, String value) {
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message is the same as for zero.
        }
        throw new IllegalArgumentException(option + " must be a positive number, not " + value);
    }

    private static int count(String option, String value) {
        if (value.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(option + " must be a number from 1 to 9999, not " + value);
    }

    private static List<Workload> named(String names) {
        List<String> wanted = Arrays.asList(names.split(",", -1));
        List<String> known = Workloads.ALL.stream().map(Workload::name).toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown row: " + name + "; there are: " + String.join(", ", known));
            }
        }
        return Workloads.ALL.stream()
                .filter(workload -> wanted.contains(workload.name()))
                .toList();
    }
}
