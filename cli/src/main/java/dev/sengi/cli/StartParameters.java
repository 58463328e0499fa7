package dev.sengi.cli;

import dev.sengi.internal.text.NativeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments and variables with which the process was started, byte for byte ({@link NativeText}) if the system
 * exposes them: the JVM decodes them by the locale, and loses what the locale's encoding cannot represent.
 */
record StartParameters(List<String> arguments, Map<String, String> variables) {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");
    /** Prefix of the launcher's copies of variables that it overrides for the JVM; the variable's name follows. */
    private static final String COPY = "SENGI_CALLER_";

    /** @param decoded the arguments as decoded by the JVM */
    static StartParameters ofProcess(String[] decoded) {
        return new StartParameters(arguments(List.of(decoded)), callers(decodedVariables()));
    }

    private static List<String> arguments(List<String> decoded) {
        if (decoded.stream().allMatch(StartParameters::isAscii)) {
            return decoded;
        }
        List<String> all = strings(COMMAND_LINE);
        if (all.size() < decoded.size()) {
            return decoded;
        }
        // The JVM's own arguments come first.
        return List.copyOf(all.subList(all.size() - decoded.size(), all.size()));
    }

    private static Map<String, String> decodedVariables() {
        Map<String, String> decoded = System.getenv();
        if (decoded.values().stream().allMatch(StartParameters::isAscii)) {
            return decoded;
        }
        Map<String, String> variables = new HashMap<>(decoded);
        for (String variable : strings(ENVIRONMENT)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }

    private static Map<String, String> callers(Map<String, String> variables) {
        Map<String, String> callers = new HashMap<>(variables);
        variables.forEach((name, value) -> {
            if (name.startsWith(COPY)) {
                callers.remove(name);
                callers.remove(name.substring(COPY.length()));
                if (!value.isEmpty()) {
                    callers.put(name.substring(COPY.length()), value);
                }
            }
        });
        return callers;
    }

    /** Returns the file's strings, each ended by a zero byte; empty if the file cannot be read. */
    private static List<String> strings(Path file) {
        List<String> strings = new ArrayList<>();
        ByteArrayOutputStream string = new ByteArrayOutputStream();
        try {
            for (byte octet : Files.readAllBytes(file)) {
                if (octet != 0) {
                    string.write(octet);
                } else {
                    strings.add(NativeText.decode(string.toByteArray()));
                    string.reset();
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return strings;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
