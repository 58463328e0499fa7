package dev.sengi.internal.script;

import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.internal.writer.TocSource;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.RestoreRun;
import dev.sengi.internal.plan.RestorePlan;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a plan as a script, byte for byte as {@code pg_restore -f -} and {@code pg_dump -Fp} do.
 *
 * <p>Text is in the encoding that the archive's ENCODING entry names. With {@link dev.sengi.ScriptFlag#VERBOSE},
 * comments contain dump IDs and, if the traits contain them, the locations of data in the archive.
 */
public final class ScriptWriter {
    private ScriptWriter() {}

    /**
     * Writes the script, flushes the stream, and returns how many bytes of data it contains. If the archive fails, the
     * output written before the failure is flushed as well.
     *
     * @param header its versions and creation time appear in the script
     */
    public static long write(
            ArchiveHeader header,
            RestorePlan plan,
            RestoreOptions options,
            EntryData data,
            DataTraits traits,
            OutputStream out,
            ProgressListener listener)
            throws IOException {
        ScriptTarget target = new ScriptTarget(header, plan.settings(), options, data, traits, out, listener);
        new RestoreRun(plan, options, target).run();
        return target.dataBytes();
    }

    /**
     * Writes the {@code restore.sql} of a tar archive, which drops and creates the database and loads the data from the
     * tar's files, and flushes the stream.
     *
     * @param entries all entries of the archive
     * @param options the dump's options; superuser and restrict key are ignored
     */
    public static void writeForTar(
            ArchiveHeader header,
            TocSource entries,
            RestoreOptions options,
            OutputStream out,
            ProgressListener listener)
            throws IOException {
        RestoreOptions all = options.forTarScript();
        RestorePlan plan = RestorePlan.of(entries.outlines(), all, listener);
        TarScriptTarget target = new TarScriptTarget(header, plan.settings(), all, entries, out, listener);
        new RestoreRun(plan, all, target).run();
    }
}
