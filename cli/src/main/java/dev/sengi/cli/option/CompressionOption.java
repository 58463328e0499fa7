package dev.sengi.cli.option;

import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.cli.command.CommandException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Parses {@code -Z}: a level alone, or {@code METHOD[:DETAIL]}, where the detail is a level or a list of {@code
 * level=}, {@code long} and {@code workers=}.
 */
public final class CompressionOption {
    private static final String INTEGER = "\\s*[+-]?[0-9]+";
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private CompressionAlgorithm algorithm;
    private OptionalInt level = OptionalInt.empty();
    private boolean longDistance;
    private boolean longGiven;
    private int workers;
    private boolean workersGiven;

    private CompressionOption() {}

    /** @throws CommandException if the text is malformed or a level is out of range */
    public static Compression parse(String text) {
        CompressionOption option = new CompressionOption();
        option.read(text);
        option.validate();
        return Compression.of(option.algorithm)
                .withLevel(option.level)
                .withLongDistance(option.longDistance)
                .withWorkers(option.workers);
    }

    private void read(String text) {
        if (text.isEmpty() || text.matches(INTEGER)) {
            long bare = text.isEmpty() ? 0 : number(text);
            algorithm = bare == 0 ? CompressionAlgorithm.NONE : CompressionAlgorithm.GZIP;
            level = bare == 0 ? OptionalInt.empty() : OptionalInt.of((int) bare);
            return;
        }
        int colon = text.indexOf(':');
        String method = colon < 0 ? text : text.substring(0, colon);
        algorithm = Arrays.stream(CompressionAlgorithm.values())
                .filter(known -> known.label().equals(method))
                .findFirst()
                .orElseThrow(() -> CommandException.fatal("unrecognized compression algorithm: \"" + method + "\""));
        if (colon >= 0) {
            readDetail(text.substring(colon + 1));
        }
    }

    private void readDetail(String detail) {
        if (detail.matches(INTEGER)) {
            level = OptionalInt.of(integer(detail));
            return;
        }
        for (String item : detail.split(",", -1)) {
            int equals = item.indexOf('=');
            String keyword = equals < 0 ? item : item.substring(0, equals);
            String value = equals < 0 ? null : item.substring(equals + 1);
            if (keyword.isEmpty()) {
                throw invalid("found empty string where a compression option was expected");
            }
            switch (keyword) {
                case "level" -> level = OptionalInt.of(integerValue(keyword, value));
                case "workers" -> {
                    // zstd uses as many threads as it can, and treats a negative number as 0.
                    workers = Math.max(0, integerValue(keyword, value));
                    workersGiven = true;
                }
                case "long" -> {
                    longDistance = booleanValue(keyword, value);
                    longGiven = true;
                }
                default -> throw invalid("unrecognized compression option: \"" + keyword + "\"");
            }
        }
    }

    private static int integerValue(String keyword, String value) {
        if (value == null) {
            throw invalid("compression option \"" + keyword + "\" requires a value");
        }
        if (!value.matches(INTEGER)) {
            throw invalid("value for compression option \"" + keyword + "\" must be an integer");
        }
        return integer(value);
    }

    private static boolean booleanValue(String keyword, String value) {
        if (value == null) {
            return true;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "1" -> true;
            case "no", "off", "0" -> false;
            default -> throw invalid("value for compression option \"" + keyword + "\" must be a Boolean value");
        };
    }

    private void validate() {
        if (level.isPresent() && !algorithm.accepts(level.getAsInt())) {
            throw invalid("compression algorithm \"" + algorithm.label() + "\" "
                    + (algorithm == CompressionAlgorithm.NONE ? "does not accept a compression level" : range()));
        }
        if (algorithm != CompressionAlgorithm.ZSTD) {
            refuse(workersGiven, "does not accept a worker count");
            refuse(longGiven, "does not support long-distance mode");
        }
    }

    private String range() {
        return "expects a compression level between " + algorithm.leastLevel() + " and " + algorithm.mostLevel()
                + " (default at " + algorithm.defaultLevel() + ")";
    }

    private void refuse(boolean given, String reason) {
        if (given) {
            throw invalid("compression algorithm \"" + algorithm.label() + "\" " + reason);
        }
    }

    /** Returns the number, truncated as C's conversion from long to int does. */
    private static int integer(String text) {
        return (int) number(text);
    }

    /** Returns the number, or the nearest long as strtol does. */
    private static long number(String text) {
        return new BigInteger(text.strip()).max(LEAST).min(MOST).longValue();
    }

    private static CommandException invalid(String reason) {
        return CommandException.fatal("invalid compression specification: " + reason);
    }
}
