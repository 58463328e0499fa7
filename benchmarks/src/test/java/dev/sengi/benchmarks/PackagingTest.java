package dev.sengi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sengi.SengiVersion;
import dev.sengi.testing.ProjectLayout;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks what is published. This module is built last, so that the other modules are jars on its class path, except in
 * {@code mvn test}, which builds no jars.
 */
class PackagingTest {
    private static final Pattern JAR = Pattern.compile("sengi-(archive|core|cli)-\\d[^/]*(?<!-tests)\\.jar");
    private static final Set<String> PUBLISHED = Set.of("sengi-archive", "sengi-core", "sengi-cli");

    @Test
    void everyJarHasTheLicenceAndTheNotice() throws IOException {
        for (Path jar : jarsOf(jars())) {
            try (ZipFile entries = new ZipFile(jar.toFile())) {
                for (String file : List.of("LICENSE", "NOTICE")) {
                    assertThat(content(entries, "META-INF/" + file))
                            .as("%s in %s", file, jar)
                            .isEqualTo(Files.readAllBytes(ProjectLayout.root().resolve(file)));
                }
            }
        }
        assertThat(ProjectLayout.root().resolve("cli/target/sengi/LICENSE")).exists();
        assertThat(ProjectLayout.root().resolve("cli/target/sengi/NOTICE")).exists();
    }

    /** Two builds would differ mainly in their times; {@code dev/check-reproducible} compares every byte. */
    @Test
    void noJarHasTheTimeOfItsBuild() throws IOException {
        for (Path jar : jarsOf(jars())) {
            try (ZipFile entries = new ZipFile(jar.toFile())) {
                assertThat(entries.stream().map(ZipEntry::getTimeLocal).distinct())
                        .as("times in %s", jar)
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sengi-archive:dev.sengi.archive", "sengi-core:dev.sengi"})
    void aLibraryIsAModuleThatExportsOnePackage(String names) {
        String artifact = names.split(":", -1)[0];
        String module = names.split(":", -1)[1];
        Path jar = jars().stream()
                .filter(path -> path.getFileName().toString().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow();
        ModuleDescriptor descriptor = ModuleFinder.of(jar).findAll().stream()
                .map(ModuleReference::descriptor)
                .findFirst()
                .orElseThrow();
        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.name()).isEqualTo(module);
        assertThat(descriptor.exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(ModuleDescriptor.Exports::source))
                .containsExactly(module);
    }

    @Test
    void sourcesAndJavadocLieBesideEachJar() throws IOException {
        for (Path jar : jars()) {
            try (ZipFile classes = new ZipFile(jar.toFile());
                    ZipFile sources = new ZipFile(beside(jar, "-sources").toFile())) {
                Set<String> present = sources.stream().map(ZipEntry::getName).collect(Collectors.toSet());
                assertThat(present)
                        .as("sources of %s", jar)
                        .containsAll(classes.stream()
                                .map(ZipEntry::getName)
                                .filter(name -> name.endsWith(".class") && !name.contains("$"))
                                .map(name -> name.replaceFirst("class$", "java"))
                                .filter(name -> !name.startsWith("META-INF/"))
                                .toList());
            }
        }
        assumeThat(javadocIsBuilt()).as("Javadoc is built").isTrue();
        for (Path jar : jars()) {
            try (ZipFile pages = new ZipFile(beside(jar, "-javadoc").toFile())) {
                assertThat(pages.stream().map(ZipEntry::getName))
                        .as("Javadoc of %s", jar)
                        .contains("index.html")
                        .noneMatch(name -> name.contains("/internal/"));
            }
        }
    }

    @Test
    void theCommandsHaveEachJarOnce() throws IOException {
        List<String> expected =
                jars().stream().map(jar -> jar.getFileName().toString()).toList();
        try (Stream<Path> found = Files.list(ProjectLayout.root().resolve("cli/target/sengi/lib"))) {
            assertThat(found.map(path -> path.getFileName().toString())
                            .filter(name -> name.matches("(sengi|core|cli|archive-format)-.*\\.jar")))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** What replaces lambdas in the commands' jars, LambdaClasses, must not leave any class that Java rejects. */
    @Test
    void javaAcceptsEveryClassOfTheCommands() throws Exception {
        assumeThat(jars()).isNotEmpty();
        List<URL> jars = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (Stream<Path> found = Files.list(ProjectLayout.root().resolve("cli/target/sengi/lib"))) {
            for (Path jar :
                    found.filter(path -> path.toString().endsWith(".jar")).toList()) {
                jars.add(jar.toUri().toURL());
                if (JAR.matcher(jar.getFileName().toString()).matches()) {
                    names.addAll(classes(jar));
                }
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            for (String name : names) {
                // Java verifies a class before it lists the methods.
                assertThatCode(() -> Class.forName(name, false, loader).getDeclaredMethods())
                        .doesNotThrowAnyException();
            }
        }
        assertThat(names).filteredOn(name -> name.contains("$$Lambda")).hasSizeGreaterThan(1000);
    }

    private static List<String> classes(Path jar) throws IOException {
        try (ZipFile entries = new ZipFile(jar.toFile())) {
            return entries.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    /** Only callers' compilers need these annotations; no program loads them. */
    @Test
    void theCommandsDoNotIncludeAnnotations() throws IOException {
        assumeThat(jars()).isNotEmpty();
        try (Stream<Path> found = Files.list(ProjectLayout.root().resolve("cli/target/sengi/lib"))) {
            assertThat(found.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.matches("(jspecify|checker-qual)-.*\\.jar"));
        }
    }

    @Test
    void theProgramsStateTheProjectsVersion() throws Exception {
        assertThat(text(pom(""), "version").replace("-SNAPSHOT", "")).isEqualTo(SengiVersion.sengi());
    }

    @Test
    void theBomNamesWhatIsPublished() throws Exception {
        Element bom = pom("bom");
        Element parent = pom("");
        assertThat(text(bom, "version")).isEqualTo(text(parent, "version"));
        List<String> managed = new ArrayList<>();
        for (Element dependency : children(child(child(bom, "dependencyManagement"), "dependencies"))) {
            managed.add(text(dependency, "artifactId"));
            assertThat(text(dependency, "version")).isEqualTo("${project.version}");
        }
        assertThat(managed).containsExactlyInAnyOrderElementsOf(PUBLISHED);
        assertThat(child(bom, "parent"))
                .as("the parent, whose managed versions would be imported")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bom", "archive-format", "core", "cli"})
    void aPomHasWhatMavenCentralAsksFor(String folder) throws Exception {
        Element pom = pom(folder);
        assertThat(text(pom, "name")).isNotEmpty();
        assertThat(text(pom, "description")).isNotEmpty();
        Element inherited = child(pom, "parent") == null ? pom : pom("");
        assertThat(text(inherited, "url")).isNotEmpty();
        assertThat(text(child(child(inherited, "licenses"), "license"), "name")).isEqualTo("Apache-2.0");
        assertThat(text(child(child(inherited, "developers"), "developer"), "name"))
                .isNotEmpty();
        assertThat(children(child(inherited, "scm")).stream().map(Node::getNodeName))
                .contains("connection", "url");
    }

    private static boolean javadocIsBuilt() {
        return !Boolean.getBoolean("maven.javadoc.skip");
    }

    /** Returns the project's jars; skips the test if they have not been built. */
    static List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (path.getFileName() != null
                    && JAR.matcher(path.getFileName().toString()).matches()) {
                jars.add(path);
            }
        }
        assumeThat(jars).as("the project's jars, which mvn package builds").hasSize(PUBLISHED.size());
        return jars;
    }

    /** Returns each jar together with its sources, Javadoc and test jars. */
    private static List<Path> jarsOf(List<Path> jars) {
        List<Path> all = new ArrayList<>();
        for (Path jar : jars) {
            all.add(jar);
            all.add(beside(jar, "-sources"));
            if (javadocIsBuilt()) {
                all.add(beside(jar, "-javadoc"));
            }
            Path tests = beside(jar, "-tests");
            if (Files.exists(tests)) {
                all.add(tests);
            }
        }
        return all;
    }

    private static Path beside(Path jar, String classifier) {
        return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", classifier + ".jar"));
    }

    private static byte[] content(ZipFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }

    private static Element pom(String folder) throws Exception {
        Path file = ProjectLayout.root().resolve(folder).resolve("pom.xml");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    /** Returns the first child with that name, or null. */
    private static Element child(Element element, String name) {
        return children(element).stream()
                .filter(child -> child.getNodeName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String text(Element element, String name) {
        return child(element, name).getTextContent().strip();
    }
}
