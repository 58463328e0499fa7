package dev.sengi.cli.archive;

import dev.sengi.TableRows;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code sengi verify} found.
 *
 * @param label the archive's name in messages
 * @param checksum empty if the archive has no checksum file
 * @param unreadable why the table of contents cannot be read, or null
 * @param entries empty if the table of contents cannot be read
 * @param verification null if the table of contents cannot be read
 * @param against the numbers of rows of the archive and the database; null if they were not compared
 */
record VerifyReport(
        String label,
        Optional<ChecksumCheck.Result> checksum,
        String unreadable,
        List<TocEntry> entries,
        Verification verification,
        List<TableRows> against) {

    boolean isReadable() {
        return verification != null;
    }

    boolean checksumMatches() {
        return checksum.isEmpty() || checksum.get().problems().isEmpty();
    }

    boolean isWhole() {
        return isReadable() && verification.isWhole() && checksumMatches();
    }

    /** Returns whether the numbers of rows are the same, or were not compared. */
    boolean isEqual() {
        return against == null || against.stream().allMatch(TableRows::isEqual);
    }

    List<String> problems() {
        Stream<String> ofChecksum = checksum.stream().flatMap(result -> result.problems().stream());
        Stream<String> ofContent =
                isReadable() ? verification.problems().stream().map(Object::toString) : Stream.of(unreadable);
        return Stream.concat(ofChecksum, ofContent).toList();
    }

    /** Returns the dump IDs of intact entries. */
    Set<Integer> intact() {
        return verification.intact().stream().map(TocEntry::dumpId).collect(Collectors.toSet());
    }
}
