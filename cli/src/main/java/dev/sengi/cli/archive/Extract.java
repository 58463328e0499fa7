package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;
import java.io.IOException;
import java.io.OutputStream;

/** Something that can be taken out of an archive. */
interface Extract {

    /** Writes what was found; used once. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Looks for it.
     *
     * @throws CommandException where the archive has it not, as far as its table of contents tells
     */
    Writing find(Archive archive, Messages messages);
}
