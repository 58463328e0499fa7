package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProjectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only {@link dev.sengi.archive.EntryType} knows the types of TOC entries: no other code compares their names. */
class EntryTypesTest {
    private static final Pattern COMPARISON = Pattern.compile(
            "switch \\([^{]*desc(\\(\\))?\\) \\{"
                    + "|(?<!type\\(\\)\\.)desc(\\(\\))?\\s*\\.(equals|equalsIgnoreCase|startsWith|endsWith|contains|matches)\\("
                    + "|\\.(equals|contains|containsKey|get|getOrDefault)\\((\\w+(\\(\\))?\\.)*(?<!type\\(\\)\\.)desc(\\(\\))?[,)]");

    @Test
    void onlyTheTableComparesNames() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("archive-format", "core", "cli")) {
            Path sources = ProjectLayout.root().resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    if (!file.endsWith("EntryType.java")
                            && COMPARISON.matcher(Files.readString(file)).find()) {
                        found.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return switch (entry.desc()) {",
                "switch (node.task().entry().desc()) {",
                "if (entry.desc().equals(\"TABLE\"))",
                "\"TABLE\".equals(entry.desc())",
                "TYPES.contains(entry.desc())",
                "SECTIONS.get(desc)",
                "desc.startsWith(\"BLOB\")"
            })
    void comparisonsAreFound(String code) {
        assertThat(COMPARISON.matcher(code).find()).isTrue();
    }
}
