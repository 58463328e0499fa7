package dev.sengi.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.sengi.PgRestore;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.main.banner-mode=off")
class BackupServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TestDatabase DATABASE = TestServer.current().createDatabase();
    private static final String ROWS = "SELECT count(*) || ' ' || sum(hashtext(text)) FROM page";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private HikariDataSource pool;

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        // More than the buffers between the service and its client hold.
        DATABASE.execute("""
                CREATE TABLE page AS SELECT i AS id, (
                    SELECT string_agg(md5(i || ' ' || j), '') FROM generate_series(1, 100) j) AS text
                FROM generate_series(1, 10000) i""", "ANALYZE page");
        registry.add(
                "spring.datasource.url",
                () -> "jdbc:postgresql://localhost:" + DATABASE.server().port() + "/" + DATABASE.name());
        registry.add("spring.datasource.username", () -> "postgres");
    }

    @AfterAll
    static void dropDatabase() {
        DATABASE.close();
    }

    @Test
    void aDownloadedBackupCanBeRestored() throws Exception {
        Path file = folder.resolve("shop.dump");
        HttpResponse<Path> response = client.send(get("/backups/shop"), BodyHandlers.ofFile(file));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(header -> assertThat(header).contains("shop.dump"));
        try (TestDatabase target = TestServer.current().createDatabase()) {
            PgRestore.from(file).into(target.connectionString()).run();
            assertThat(target.value(ROWS)).isEqualTo(DATABASE.value(ROWS));
        }
    }

    @Test
    void aRunningBackupShowsItsProgressAndCanBeCancelled() throws Exception {
        HttpResponse<InputStream> download = client.send(get("/backups/slow"), BodyHandlers.ofInputStream());
        try (InputStream backup = download.body()) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(progress("slow")).containsPattern("\"rows\":[1-9]"));
            assertThat(client.send(get("/backups/slow"), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(409);

            client.send(request("/backups/slow").DELETE().build(), BodyHandlers.discarding());
            assertThatExceptionOfType(IOException.class).isThrownBy(backup::readAllBytes);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                        .isZero());
        assertThat(progress("slow")).contains("Not Found");
    }

    private String progress(String name) throws Exception {
        return client.send(get("/backups/" + name + "/progress"), BodyHandlers.ofString())
                .body();
    }

    private HttpRequest get(String path) {
        return request(path).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(LIMIT);
    }
}
