package dev.sengi.examples.jdbc;

import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFailedException;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.SengiException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Backs up a database, verifies the backup, restores it into another database, and reports what failed. */
public final class BackupAndRestore {
    private final PrintStream out;

    BackupAndRestore(PrintStream out) {
        this.out = out;
    }

    /** Takes the JDBC URLs of the source and the target, and the file to write. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: BackupAndRestore SOURCE-URL TARGET-URL FILE");
            System.exit(2);
        }
        try {
            boolean complete =
                    new BackupAndRestore(System.out).run(dataSource(args[0]), dataSource(args[1]), Path.of(args[2]));
            System.exit(complete ? 0 : 1);
        } catch (SengiException e) {
            System.err.println(e.getMessage());
            e.details().forEach(System.err::println);
            System.exit(1);
        }
    }

    private static DataSource dataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** Returns whether the target contains all that the source did. */
    boolean run(DataSource source, DataSource target, Path file) throws IOException {
        backUp(source, file);
        return verify(file) && restore(file, target);
    }

    void backUp(DataSource source, Path file) throws IOException {
        DumpReport report = PgDump.from(source)
                .format(DumpFormat.CUSTOM)
                .compression(Compression.zstd())
                .to(file);
        out.println(report.rows() + " rows of " + report.tables() + " tables in " + report.size() + " bytes");
        report.sha256().ifPresent(sum -> out.println(sum + "  " + file));
    }

    /** Reads the whole archive, which needs no server. */
    boolean verify(Path file) throws IOException {
        try (Archive archive = Archive.open(file)) {
            Verification verification = archive.verify();
            verification.problems().forEach(out::println);
            return verification.isWhole();
        }
    }

    boolean restore(Path file, DataSource target) throws IOException {
        try {
            RestoreReport report =
                    PgRestore.from(file).into(target).noOwner().noPrivileges().run();
            out.println(report.entries() + " entries and " + report.rows() + " rows restored");
            return true;
        } catch (RestoreFailedException e) {
            // The restore went on to its end: all else has been restored.
            for (RestoreFailure failure : e.report().failures()) {
                out.println(failure.message());
            }
            out.println(e.report().failureCount() + " failures");
            return false;
        }
    }
}
