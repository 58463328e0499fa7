package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.TextOutput;

/** An item that can be extracted from an archive. */
interface Extract {

    /**
     * Looks up the item, and returns its writer, which can be used once.
     *
     * @throws CommandException if the table of contents shows that the archive does not contain it
     */
    TextOutput.Writing find(Archive archive, Messages messages);
}
