package dev.sengi.archive.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveContent;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However an archive's bytes are damaged, opening, reading and verifying it terminate; they fail only with an {@link
 * IOException}; and an archive that verifies as intact has its original content, except for what is {@link
 * Undetectable}.
 */
@Execution(ExecutionMode.CONCURRENT)
class HostileInputTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int SHOWN = 4;
    private static final boolean THOROUGH = Boolean.getBoolean("sengi.thorough");

    @TempDir
    private Path folder;

    private final List<String> faults = new ArrayList<>();

    static Stream<Arguments> archives() {
        return Stream.of(Container.values())
                .flatMap(container ->
                        container.compressions().stream().map(compression -> Arguments.of(container, compression)));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void anArchiveCutAnywhereIsNotWhole(Container container, Compression compression) throws IOException {
        Map<String, byte[]> files = container.make(folder, compression);
        whole(container, compression, files);
        assertTimeoutPreemptively(LIMIT, () -> {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                for (int length = 0; length < file.getValue().length; length++) {
                    if (skipped(container, compression, file, length)) {
                        continue;
                    }
                    Outcome outcome = damage(container, compression, file, Arrays.copyOf(file.getValue(), length));
                    String damage = file.getKey() + " cut to " + length;
                    if (outcome.whole() == null || container.canBeCut(compression, file.getKey(), length)) {
                        outcome.refusals().forEach(refusal -> faults.add(damage + ": " + refusal));
                    } else {
                        faults.add(damage + " is whole");
                    }
                }
                restore(container, compression, file);
            }
        });
        assertNoFaults();
    }

    @ParameterizedTest
    @MethodSource("archives")
    void anArchiveWithAChangedByteIsDamagedOrTheSame(Container container, Compression compression) throws IOException {
        Map<String, byte[]> files = container.make(folder, compression);
        ArchiveContent original = whole(container, compression, files);
        assertTimeoutPreemptively(LIMIT, () -> {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] bytes = file.getValue();
                for (int at = 0; at < bytes.length; at++) {
                    if (skipped(container, compression, file, at)) {
                        continue;
                    }
                    boolean few = (container == Container.TAR && bytes[at] == 0)
                            || (container != Container.CUSTOM && container.inToc(file.getKey(), at, bytes));
                    for (int value : few ? Set.of(bytes[at] ^ 1) : others(bytes[at], at)) {
                        byte[] damaged = bytes.clone();
                        damaged[at] = (byte) value;
                        damage(container, compression, file, damaged)
                                .check(original, faults, file.getKey() + " with " + value + " at " + at);
                    }
                }
                restore(container, compression, file);
            }
        });
        assertNoFaults();
    }

    /** Returns whether to skip a byte to save time, because another archive has the same table of contents. */
    private static boolean skipped(
            Container container, Compression compression, Map.Entry<String, byte[]> file, int at) {
        return !compression.equals(Compression.none()) && container.inToc(file.getKey(), at, file.getValue());
    }

    /**
     * Returns values that differ from a byte in one bit, and the extremes: a different bit at each position, aligned
     * fields included, or each bit with {@code -Dsengi.thorough=true}.
     */
    private static Set<Integer> others(byte value, int at) {
        Set<Integer> others = new LinkedHashSet<>(List.of(0, 0xff));
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            if (THOROUGH || bit == (at * 5 + at / Byte.SIZE) % Byte.SIZE) {
                others.add((value ^ 1 << bit) & 0xff);
            }
        }
        others.remove(value & 0xff);
        return others;
    }

    private ArchiveContent whole(Container container, Compression compression, Map<String, byte[]> files)
            throws IOException {
        Map.Entry<String, byte[]> any = files.entrySet().iterator().next();
        Outcome outcome = damage(container, compression, any, any.getValue());
        assertThat(outcome.refusals()).isEmpty();
        return outcome.whole();
    }

    private void restore(Container container, Compression compression, Map.Entry<String, byte[]> file)
            throws IOException {
        container.openings(folder, compression, file.getKey(), file.getValue());
    }

    private Outcome damage(Container container, Compression compression, Map.Entry<String, byte[]> file, byte[] content)
            throws IOException {
        List<String> refusals = new ArrayList<>();
        ArchiveContent whole = null;
        for (Container.Opening opening : container.openings(folder, compression, file.getKey(), content)) {
            ArchiveContent read = attempt(refusals, () -> {
                try (Archive archive = opening.open()) {
                    return ArchiveContent.read(archive);
                }
            });
            Verification verification = attempt(refusals, () -> {
                try (Archive archive = opening.open()) {
                    return archive.verify();
                }
            });
            if (verification != null && verification.isWhole()) {
                if (read == null) {
                    refusals.add("what is whole cannot be read");
                }
                whole = read;
            }
        }
        return new Outcome(whole, refusals);
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    /** Returns the result, or null if the attempt fails; any failure other than an IOException is recorded. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static <T> T attempt(List<String> refusals, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (IOException e) {
            return null;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            refusals.add(e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(4, e.getStackTrace().length)));
            return null;
        }
    }

    private void assertNoFaults() {
        assertThat(faults.stream().limit(SHOWN)).as("%d faults", faults.size()).isEmpty();
    }

    /**
     * The outcome of reading a damaged archive.
     *
     * @param whole the content if it verified as intact, otherwise null
     * @param refusals failures that must not happen
     */
    private record Outcome(ArchiveContent whole, List<String> refusals) {
        void check(ArchiveContent original, List<String> faults, String damage) {
            refusals.forEach(refusal -> faults.add(damage + ": " + refusal));
            if (whole == null) {
                return;
            }
            CompressionAlgorithm compression = original.header().compression();
            ArchiveContent expected = Undetectable.leftOut(original, compression);
            ArchiveContent actual = Undetectable.leftOut(whole, compression);
            if (!actual.equals(expected)) {
                faults.add(damage + " is whole, but holds something else: "
                        + difference(expected.toString(), actual.toString()));
            }
        }

        private static String difference(String expected, String actual) {
            int at = Arrays.mismatch(expected.toCharArray(), actual.toCharArray());
            return around(at, expected) + " / " + around(at, actual);
        }

        private static String around(int at, String text) {
            return text.substring(Math.max(0, at - 50), Math.min(text.length(), at + 30));
        }
    }
}
