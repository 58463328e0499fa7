package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.TextOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Extracts a large object.
 *
 * @param oid unsigned 32 bits
 */
record LargeObjectExtract(long oid) implements Extract {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
    private static final long LAST = 0xffff_ffffL;

    static LargeObjectExtract of(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw CommandException.fatal("invalid value \"" + text + "\" for option --large-object");
        }
        long oid = Long.parseLong(text);
        if (oid < 1 || oid > LAST) {
            throw CommandException.fatal("--large-object must be in range 1.." + LAST);
        }
        return new LargeObjectExtract(oid);
    }

    @Override
    public TextOutput.Writing find(Archive archive, Messages messages) {
        List<TocEntry> groups = archive.entries().stream()
                .filter(entry -> entry.type().data() == DataKind.LARGE_OBJECTS)
                .toList();
        return out -> {
            for (TocEntry group : groups) {
                if (found(archive, group, out)) {
                    return;
                }
            }
            throw CommandException.fatal("no large object " + oid + " in the archive");
        };
    }

    private boolean found(Archive archive, TocEntry group, OutputStream out) throws IOException {
        boolean[] found = new boolean[1];
        archive.readLargeObjects(group, (candidate, content) -> {
            if (candidate == oid) {
                content.transferTo(out);
                found[0] = true;
            }
        });
        return found[0];
    }
}
