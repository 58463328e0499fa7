package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Dumps and restores through the proxies of pools that adhere strictly to JDBC. */
class PoolProxiesTest {

    @Test
    void ofC3p0() throws IOException {
        roundTrip((url, check) -> {
            try (ComboPooledDataSource pool = new ComboPooledDataSource()) {
                pool.setJdbcUrl(url);
                pool.setUser("postgres");
                pool.setMinPoolSize(1);
                pool.setInitialPoolSize(1);
                check.with(pool);
            }
        });
    }

    @Test
    void ofTomcat() throws IOException {
        roundTrip((url, check) -> {
            org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
            pool.setDriverClassName("org.postgresql.Driver");
            pool.setUrl(url);
            pool.setUsername("postgres");
            pool.setInitialSize(1);
            try {
                check.with(pool);
            } finally {
                pool.close(true);
            }
        });
    }

    @Test
    void ofAgroal() throws IOException {
        roundTrip((url, check) -> {
            AgroalPropertiesReader properties = new AgroalPropertiesReader()
                    .readProperties(
                            Map.of("jdbcUrl", url, "principal", "postgres", "initialSize", "1", "maxSize", "4"));
            try (AgroalDataSource pool = AgroalDataSource.from(properties)) {
                check.with(pool);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        });
    }

    private static void roundTrip(Pool pool) throws IOException {
        try (TestDatabase source = TestServer.current().copyOf("demo");
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute("SELECT lo_from_bytea(0, decode(repeat('00ff5c27', 100000), 'hex'))");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            pool.open(url(source), connections -> {
                PgDump.from(connections).rowsPerInsert(3).to(new ByteArrayOutputStream());
                PgDump.from(connections).format(DumpFormat.CUSTOM).to(archive);
            });
            pool.open(url(target), connections -> {
                RestoreReport report = PgRestore.from(new ByteArrayInputStream(archive.toByteArray()))
                        .returnFailures()
                        .into(connections)
                        .jobs(2)
                        .run();
                assertThat(report.failures()).isEmpty();
            });
            assertThat(script(target)).isEqualTo(script(source));
        }
    }

    private static String url(TestDatabase database) {
        return "jdbc:postgresql://localhost:" + database.server().port() + "/" + database.name();
    }

    private static String script(TestDatabase database) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource()).restrictKey("key").to(script);
        return script.toString(StandardCharsets.UTF_8);
    }

    /** Opens a pool, passes it to some code, and closes it. */
    @FunctionalInterface
    private interface Pool {
        void open(String url, Use use) throws IOException;
    }

    @FunctionalInterface
    private interface Use {
        void with(DataSource connections) throws IOException;
    }
}
