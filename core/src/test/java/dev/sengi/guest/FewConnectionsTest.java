package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sengi.ConnectionSource;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.internal.restore.SlowArchive;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A parallel restore or dump that gets fewer connections than jobs. */
@Timeout(value = 50, unit = TimeUnit.SECONDS)
@NeedsRealClient
class FewConnectionsTest {
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path folder;

    private PgRestore restore(ConnectionSource source) {
        return PgRestore.from(SlowArchive.make(folder.resolve("slow")))
                .jobs(4)
                .into(source)
                .onProgress(listener());
    }

    private ProgressListener listener() {
        return new ProgressListener() {
            @Override
            public void message(Severity severity, String text) {
                if (severity != Severity.INFO) {
                    warnings.add(text);
                }
            }
        };
    }

    @Test
    void continuesWithThePoolsConnections() throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            target.execute("ALTER DATABASE " + target.name() + " SET sengi.nap = 10");
            HikariConfig config = new HikariConfig();
            config.setDataSource(target.dataSource());
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(500);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                assertThat(restore(ConnectionSource.of(pool)).run().failureCount())
                        .isZero();
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            }
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("could open only 1 of 4 connections: ")
                    .contains("Connection is not available, request timed out after ");
            assertThat(target.value("SELECT count(*) FROM pg_index WHERE indexrelid = 'slow'::regclass"))
                    .isEqualTo("1");
        }
    }

    /** A script's data are read by sessions other than the one that reads the definitions. */
    @Test
    void dumpsAScriptWithAPoolsOnlyConnection() throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE a AS SELECT generate_series(1, 10) i",
                    "CREATE TABLE b AS SELECT * FROM a",
                    "CREATE TABLE c AS SELECT * FROM a",
                    "SELECT lo_from_bytea(0, 'x')");
            HikariConfig config = new HikariConfig();
            config.setDataSource(source.dataSource());
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(500);
            ByteArrayOutputStream alone = new ByteArrayOutputStream();
            try (HikariDataSource pool = new HikariDataSource(config)) {
                PgDump dump = PgDump.from(pool).restrictKey("k").onProgress(listener());
                assertThat(dump.jobs(3).to(alone).rows()).isEqualTo(30);
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
                ByteArrayOutputStream usual = new ByteArrayOutputStream();
                dump.to(usual);
                assertThat(alone.toString(StandardCharsets.UTF_8)).isEqualTo(usual.toString(StandardCharsets.UTF_8));
            }
            assertThat(warnings).singleElement().asString().startsWith("could not open any of 3 more connections: ");
        }
    }

    @Test
    void usesASharedConnectionOnlyOnce() throws Exception {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            // Before the lender opens its connection, because an existing session would not see the setting.
            target.execute("ALTER DATABASE " + target.name() + " SET sengi.nap = 1");
            try (Lender lender = Lender.Kind.SINGLE.of(target)) {
                assertThat(restore(lender.source()).run().failureCount()).isZero();
            }
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("could open only 1 of 4 connections: the connection is already ");
        }
    }

    @Test
    void throwsTheReasonIfNoWorkerConnects() {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            AtomicInteger opened = new AtomicInteger();
            SengiException reason = new SengiException("no more connections");
            ConnectionSource source = () -> {
                if (opened.incrementAndGet() > 1) {
                    throw reason;
                }
                return target.connectionSource().open();
            };
            assertThatThrownBy(() -> restore(source).run()).isSameAs(reason);
        }
    }
}
