package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.TextOutput;

/** Something that can be taken out of an archive. */
interface Extract {

    /**
     * Looks for it, and returns what writes it, once.
     *
     * @throws CommandException where the archive has it not, as far as its table of contents tells
     */
    TextOutput.Writing find(Archive archive, Messages messages);
}
