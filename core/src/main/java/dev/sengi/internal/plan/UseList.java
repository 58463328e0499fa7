package dev.sengi.internal.plan;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.UsageException;
import dev.sengi.archive.TocEntry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries that the lines of a {@code -L} file name, in their order. */
final class UseList {
    private static final Pattern BLANK = Pattern.compile("[ \\t\\r\\n]*");
    private static final Pattern LEADING_INTEGER = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*([+-]?[0-9]+)");
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Map<Integer, TocEntry> named;

    private UseList(Map<Integer, TocEntry> named) {
        this.named = named;
    }

    /**
     * @param lenient whether to skip lines that name nothing, with a warning to the listener
     * @throws UsageException for an entry that the archive does not contain
     */
    static UseList parse(List<String> lines, List<TocEntry> entries, boolean lenient, ProgressListener listener) {
        Map<Integer, TocEntry> known = new HashMap<>();
        int maxDumpId = 0;
        for (TocEntry entry : entries) {
            known.put(entry.dumpId(), entry);
            maxDumpId = Math.max(maxDumpId, entry.dumpId());
        }
        Map<Integer, TocEntry> named = new LinkedHashMap<>();
        for (String line : lines) {
            int comment = line.indexOf(';');
            String text = comment < 0 ? line : line.substring(0, comment);
            if (BLANK.matcher(text).matches()) {
                continue;
            }
            OptionalInt dumpId = leadingInteger(text);
            if (dumpId.isEmpty()
                    || dumpId.getAsInt() <= 0
                    || dumpId.getAsInt() > maxDumpId
                    || named.containsKey(dumpId.getAsInt())) {
                if (!lenient) {
                    throw new UsageException("no remaining entry matches the line \"" + text + "\"");
                }
                listener.message(Severity.WARNING, "line ignored: " + text);
                continue;
            }
            TocEntry entry = known.get(dumpId.getAsInt());
            if (entry == null) {
                throw new UsageException("could not find entry for ID " + dumpId.getAsInt());
            }
            named.put(entry.dumpId(), entry);
        }
        return new UseList(named);
    }

    /** Returns the integer as C reads it: the nearest long, truncated to an int. */
    private static OptionalInt leadingInteger(String text) {
        Matcher matcher = LEADING_INTEGER.matcher(text);
        if (!matcher.lookingAt()) {
            return OptionalInt.empty();
        }
        BigInteger integer = new BigInteger(matcher.group(1));
        return OptionalInt.of((int) integer.max(LEAST).min(MOST).longValue());
    }

    Set<Integer> dumpIds() {
        return named.keySet();
    }

    /** Returns the entries with the named ones moved to the end, in the order of the list. */
    List<TocEntry> order(List<TocEntry> entries) {
        List<TocEntry> ordered = new ArrayList<>(entries.size());
        for (TocEntry entry : entries) {
            if (!named.containsKey(entry.dumpId())) {
                ordered.add(entry);
            }
        }
        ordered.addAll(named.values());
        return ordered;
    }
}
