package dev.sengi.archive;

/**
 * Version of the archive format, which is independent of the version of the program that wrote it.
 *
 * @param major 1 in every known archive
 * @param minor raised by every change of the format
 * @param revision 0 in every archive since 1.10
 */
public record ArchiveVersion(int major, int minor, int revision) implements Comparable<ArchiveVersion> {

    /** The version that is written: that of PostgreSQL 17 to 19. */
    public static final ArchiveVersion CURRENT = new ArchiveVersion(1, 16, 0);

    /**
     * {@return whether this version includes the changes of the given minor version of major version 1}
     *
     * @param minorVersion a minor version of major version 1
     */
    public boolean since(int minorVersion) {
        return major > 1 || (major == 1 && minor >= minorVersion);
    }

    /**
     * {@return whether COPY commands are stored separately from the data, and data blocks with their type} Older
     * archives can only be converted to a script, because only psql can distinguish commands from rows in the data.
     */
    public boolean storesCopyCommands() {
        return since(3);
    }

    /**
     * {@return whether dependencies name entries of the archive; in older archives they name objects of the database}
     */
    public boolean storesDumpIds() {
        return since(8);
    }

    /** {@return whether the header names the dumped server's version and the dumping program's} */
    public boolean storesPrograms() {
        return since(10);
    }

    /** {@return whether entries state their section, which is otherwise inferred from their type} */
    public boolean storesSections() {
        return since(11);
    }

    /**
     * {@return whether there are entries that create large objects} In older archives, loading the content of large
     * objects creates them, and first drops them if requested.
     */
    public boolean storesLargeObjects() {
        return since(12);
    }

    @Override
    public int compareTo(ArchiveVersion other) {
        int order = Integer.compare(major, other.major);
        order = order != 0 ? order : Integer.compare(minor, other.minor);
        return order != 0 ? order : Integer.compare(revision, other.revision);
    }

    /** Returns the version as {@code pg_restore -l} prints it, such as {@code 1.16-0}. */
    @Override
    public String toString() {
        return major + "." + minor + "-" + revision;
    }
}
