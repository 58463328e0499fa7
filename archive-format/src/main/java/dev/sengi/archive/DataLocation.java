package dev.sengi.archive;

import java.util.Optional;
import java.util.OptionalLong;

/** Where an archive contains an entry's data. Only Sengi implements this; more methods may be added. */
public interface DataLocation {

    /**
     * {@return the byte at which the data's block begins in a custom archive; empty if it is unknown, if there are no
     * data, or if the archive is not a custom one}
     */
    OptionalLong position();

    /**
     * {@return the name of the file in a directory or tar archive, as given in the table of contents; empty in a
     * custom archive or if the entry has no data}
     */
    Optional<String> file();

    /**
     * {@return how many bytes the data take up in the archive, compressed and including framing, if known without
     * reading them; for large objects, without the objects' own files}
     */
    OptionalLong storedSize();
}
