package dev.sengi.archive.internal.creation;

import static dev.sengi.archive.internal.creation.DataProgress.check;

import dev.sengi.archive.ArchiveWriter.LargeObjectOutput;
import java.io.IOException;
import java.io.OutputStream;

/** The large objects of an entry: incomplete unless each of them could be written. */
final class ObjectsOutput implements LargeObjectOutput {
    private static final long MAX_OID = 0xffff_ffffL;

    private final LargeObjectOutput objects;
    private final int dumpId;
    private final DataProgress progress;
    private final OidSet oids = new OidSet();
    private boolean complete = true;
    private boolean closed;

    ObjectsOutput(LargeObjectOutput objects, int dumpId, DataProgress progress) {
        this.objects = objects;
        this.dumpId = dumpId;
        this.progress = progress;
    }

    @Override
    public OutputStream next(long oid) throws IOException {
        check(!closed, "the large objects have been closed");
        check(complete, "the previous large object has not been closed, or could not be written");
        if (oid <= 0 || oid > MAX_OID) {
            throw new IllegalArgumentException("invalid OID for large object (" + oid + ")");
        }
        if (!oids.add(oid)) {
            throw new IllegalArgumentException("large object " + oid + " has already been written");
        }
        complete = false;
        return new EntryOutput(objects.next(oid), dumpId, progress) {
            @Override
            void completed(DataProgress all, int entry) {
                complete = true;
            }
        };
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            objects.close();
            if (complete) {
                progress.completed(dumpId);
            }
        }
    }
}
