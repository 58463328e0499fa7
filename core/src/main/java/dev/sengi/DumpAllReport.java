package dev.sengi;

import java.util.List;

/**
 * What a dump of a whole server did. The numbers are totals over all databases; for a folder, {@link #entries} includes
 * the entries of the archive of roles and tablespaces. Immutable. Only Sengi implements this interface, and it may get
 * more methods.
 */
public interface DumpAllReport extends DumpReport {

    /** {@return the names of the databases that were dumped, in the order in which the script or folder contains them} */
    List<String> databases();
}
