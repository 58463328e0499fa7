package dev.sengi.examples.spring;

import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.Progress;
import dev.sengi.Run;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.stereotype.Service;

/** The backups that are under way, by the names that their clients chose. */
@Service
class Backups {
    private final PgDump dump;
    private final Map<String, Run<DumpReport>> running = new ConcurrentHashMap<>();

    Backups(DataSource dataSource) {
        dump = PgDump.from(dataSource).format(DumpFormat.CUSTOM);
    }

    /**
     * Dumps the database to the stream, and returns when the dump is complete. If the client disconnects, the stream
     * throws an exception, which ends the dump.
     */
    void stream(String name, OutputStream out) throws IOException {
        try (Run<DumpReport> run = dump.start(out)) {
            if (running.putIfAbsent(name, run) != null) {
                throw new IllegalStateException("the backup " + name + " is running already");
            }
            try {
                run.await();
            } finally {
                running.remove(name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service is shutting down");
        }
    }

    boolean isRunning(String name) {
        return running.containsKey(name);
    }

    /** Returns how far a backup has come; empty if it is not running, or has not reached the data. */
    Optional<Progress> progress(String name) {
        return Optional.ofNullable(running.get(name)).flatMap(Run::progress);
    }

    /** Cancels a backup, whose download then breaks off. */
    void cancel(String name) {
        Run<DumpReport> run = running.get(name);
        if (run != null) {
            run.cancel();
        }
    }
}
