package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProjectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Only {@link dev.sengi.archive.EntryType} knows the types of TOC entries: other code asks for their traits, and compares
 * neither types nor their names, nor what annotations' tags say of their objects.
 */
class EntryTypesTest {
    /** {@link dev.sengi.archive.EntryType#UNKNOWN} stands for all types that the table does not contain. */
    private static final Pattern TYPE = Pattern.compile(
            "\\bEntryType\\.(?!UNKNOWN\\b)([A-Z*]|(of|valueOf)\\(\")" + "|switch \\([^{]*\\.type\\(\\)\\) \\{");

    private static final Pattern NAME = Pattern.compile(
            "switch \\([^{]*desc(\\(\\))?\\) \\{"
                    + "|(?<!type\\(\\)\\.)desc(\\(\\))?\\s*\\.(equals|equalsIgnoreCase|startsWith|endsWith|contains|matches)\\("
                    + "|\\.(equals|contains|containsKey|get|getOrDefault)\\((\\w+(\\(\\))?\\.)*(?<!type\\(\\)\\.)desc(\\(\\))?[,)]");

    private static final Pattern TAG =
            Pattern.compile("\\btag(\\(\\))?\\s*\\.(equals|startsWith|endsWith|contains|matches)\\(\\s*\"?[A-Z<]"
                    + "|\"\\.(equals|contains)\\((\\w+(\\(\\))?\\.)*tag(\\(\\))?\\)");

    private static final List<Pattern> FORBIDDEN = List.of(TYPE, NAME, TAG);

    private static final Set<String> EXCEPTIONS = Set.of(
            // Knows the form of annotations' tags.
            "AnnotationTag.java",
            // Finds the entry that names the archive's encoding. The commands do not see traits that are not public.
            "NameText.java");

    @Test
    void onlyTheTableKnowsTypes() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("archive-format", "core", "cli")) {
            Path sources = ProjectLayout.root().resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    if (isFound(Files.readString(file))) {
                        found.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(found).isEqualTo(EXCEPTIONS);
    }

    private static boolean isFound(String code) {
        return FORBIDDEN.stream().anyMatch(pattern -> pattern.matcher(code).find());
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
                "desc.startsWith(\"BLOB\")",
                "if (entry.type() == EntryType.TABLE)",
                "EnumSet.of(EntryType.TABLE, EntryType.VIEW)",
                "entry.type().equals(EntryType.of(\"TABLE\"))",
                "import static dev.sengi.archive.EntryType.TABLE;",
                "import static dev.sengi.archive.EntryType.*;",
                "return switch (user.type()) {",
                "entry.tag().startsWith(\"LARGE OBJECT\")",
                "entry.tag().startsWith(EntryType.DATABASE.desc() + \" \")",
                "tag.startsWith(COLUMN)",
                "\"Max OID\".equals(entry.tag())"
            })
    void comparisonsAreFound(String code) {
        assertThat(isFound(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import dev.sengi.archive.EntryType;",
                "if (entry.type() == EntryType.UNKNOWN)",
                "EntryType.of(global.desc()).isAnnotation()",
                "entry.tag().equals(entry.type().desc())",
                "entry.tag().startsWith(parent.tag() + \" \")",
                "entry.tag().matches(\"[0-9]+\")",
                "builder.desc(\"TABLE DATA\").tag(\"item\")"
            })
    void otherUsesAreNot(String code) {
        assertThat(isFound(code)).isFalse();
    }
}
