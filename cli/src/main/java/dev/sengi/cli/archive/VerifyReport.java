package dev.sengi.cli.archive;

import dev.sengi.TableRows;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.cli.archive.ChecksumCheck.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code sengi verify} found.
 *
 * @param label the name in messages
 * @param checksum empty if no checksum file exists
 * @param unreadable why an archive's table of contents cannot be read, or null
 * @param entries empty in a script, or if the table of contents cannot be read
 * @param verification null for a script, or if the table of contents cannot be read
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

    boolean isScript() {
        return verification == null && unreadable == null;
    }

    /** Returns whether all checksums match, or there are none. */
    boolean checksumMatches() {
        return checksum.isEmpty() || checksum.get().verdict() == Verdict.MATCHES;
    }

    boolean isWhole() {
        return (isScript() || hasWholeContent()) && checksumMatches();
    }

    /** Returns whether an archive's content shows no damage. */
    boolean hasWholeContent() {
        return isReadable() && verification.isWhole();
    }

    /** Returns whether the numbers of rows are the same, or were not compared. */
    boolean isEqual() {
        return against == null || against.stream().allMatch(TableRows::isEqual);
    }

    List<String> problems() {
        Stream<String> ofChecksum = checksum.stream().flatMap(result -> result.problems().stream());
        Stream<String> ofContent =
                isReadable() ? verification.problems().stream().map(Object::toString) : Stream.ofNullable(unreadable);
        return Stream.concat(ofChecksum, ofContent).toList();
    }

    /** Returns the dump IDs of intact entries. */
    Set<Integer> intact() {
        return verification.intact().stream().map(TocEntry::dumpId).collect(Collectors.toSet());
    }
}
