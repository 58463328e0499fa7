package dev.sengi.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sengi.benchmarks.Commands;
import dev.sengi.testing.NeedsRealClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Runs the suite on tiny databases, and checks that the three reports agree, but not their figures. */
@Timeout(120)
@NeedsRealClient
class BenchmarkSuiteTest {
    @TempDir
    private static Path out;

    @BeforeAll
    static void run() throws Exception {
        assumeThat(Commands.built().bin().resolve("pg_dump")).exists();
        Options options = Options.parse(List.of(
                "--scale",
                "0.001",
                "--runs",
                "1",
                "--only",
                "dump-zstd,list-many,link-small-restore",
                "--out",
                out.toString()));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean equal = new BenchmarkSuite(options, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
        assertThat(equal).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    }

    private static JsonObject json() throws Exception {
        return JsonParser.parseString(Files.readString(out.resolve(Report.JSON)))
                .getAsJsonObject();
    }

    @Test
    void jsonContainsEachRun() throws Exception {
        List<String> rows = new ArrayList<>();
        for (JsonElement element : json().getAsJsonArray("rows")) {
            JsonObject row = element.getAsJsonObject();
            rows.add(row.get("workload").getAsString() + " " + row.get("metric").getAsString());
            assertThat(row.getAsJsonArray("ours")).as(rows.toString()).hasSize(1);
            assertThat(row.get("oursMedian").getAsDouble()).as(rows.toString()).isPositive();
            assertThat(row.get("ratioMin").getAsDouble())
                    .isEqualTo(row.get("ratioMax").getAsDouble())
                    .isPositive();
        }
        assertThat(rows)
                .contains(
                        "dump-zstd ELAPSED",
                        "dump-zstd PROCESSOR",
                        "dump-zstd SIZE",
                        "list-many ELAPSED",
                        "link-small-restore ELAPSED",
                        "link-small-restore ROUND_TRIPS");
    }

    @Test
    void jsonNamesWhatTheFiguresDependOn() throws Exception {
        assertThat(json().get("options").getAsString())
                .isEqualTo("--scale 0.001 --runs 1 --only dump-zstd,list-many,link-small-restore");
        assertThat(json().getAsJsonObject("machine").get("java").getAsString())
                .contains(System.getProperty("java.runtime.version"));
        assertThat(json().getAsJsonObject("versions").get("Real").getAsString()).contains("18.");
    }

    @Test
    void allResultsAreEqual() throws Exception {
        assertThat(json().getAsJsonArray("comparisons"))
                .hasSize(3)
                .allMatch(
                        one -> one.getAsJsonObject().get("result").getAsString().equals("equal"));
    }

    @Test
    void thePictureHasABarForEachGoal() throws Exception {
        Element svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(out.resolve(Report.PICTURE))))
                .getDocumentElement();
        assertThat(svg.getTagName()).isEqualTo("svg");
        long goals = 0;
        for (JsonElement row : json().getAsJsonArray("rows")) {
            goals += row.getAsJsonObject().get("goal").isJsonNull() ? 0 : 1;
        }
        // The background and the two squares of the legend are rectangles, too.
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(goals + 3);
    }

    @Test
    void thePageHasALineForEachRow() throws Exception {
        List<String> lines = Files.readAllLines(out.resolve(Report.MARKDOWN));
        for (JsonElement element : json().getAsJsonArray("rows")) {
            JsonObject row = element.getAsJsonObject();
            Metric metric = Metric.valueOf(row.get("metric").getAsString());
            int heading = lines.indexOf("## " + metric.title());
            assertThat(lines.subList(heading, lines.size()))
                    .anyMatch(line -> line.startsWith("| " + row.get("title").getAsString() + " | "));
        }
        assertThat(lines).contains("![Ours divided by real](results.svg)");
    }

    @Test
    void unknownRowsAndOptionsAreRejected() {
        assertThatThrownBy(() -> Options.parse(List.of("--only", "dump-none,dump-all")))
                .hasMessageStartingWith("unknown row: dump-all; there are: dump-none, ");
        assertThatThrownBy(() -> Options.parse(List.of("--runs", "0")))
                .hasMessage("--runs must be a number from 1 to 9999, not 0");
        assertThatThrownBy(() -> Options.parse(List.of("--scale", "-1")))
                .hasMessage("--scale must be a positive number, not -1");
        assertThatThrownBy(() -> Options.parse(List.of("--quick", "1"))).hasMessage("unknown option: --quick");
    }
}
