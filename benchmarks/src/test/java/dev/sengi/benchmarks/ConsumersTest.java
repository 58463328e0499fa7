package dev.sengi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds and runs an application that uses the jars, in each of the ways in which applications are built, with the same
 * output each time.
 */
@Timeout(180)
class ConsumersTest {
    private static final String MAIN_CLASS = "shop.Shop";

    @TempDir
    Path folder;

    /** The jars that Maven puts on an application's runtime path. */
    private List<Path> jars;

    private Path classes;

    @BeforeEach
    void findJars() throws IOException {
        assumeThat(PackagingTest.jars()).isNotEmpty();
        try (Stream<Path> lib = Files.list(ProjectLayout.root().resolve("cli/target/sengi/lib"))) {
            jars = Stream.concat(lib, ownJars("commons-codec"))
                    .filter(jar -> jar.getFileName().toString().matches("(?!sengi-cli-).*\\.jar"))
                    .sorted()
                    .toList();
        }
        classes = folder.resolve("classes");
    }

    @Test
    void onTheClassPath() throws Exception {
        assertThat(compile(List.of("-cp", path(compilersJars())), resource("shop/Shop.java")))
                .isEmpty();
        requireOutput(run(currentJava(), "-cp", path(jars) + File.pathSeparator + classes, MAIN_CLASS));
    }

    @Test
    void onTheModulePath() throws Exception {
        compileModule();
        requireOutput(run(currentJava(), "-p", modulePath(), "-m", "shop/" + MAIN_CLASS));
    }

    /** Automatic modules cannot be linked, so the image contains only JDK modules, and the jars stay outside it. */
    @Test
    void inAnImageOfTheJdksModules() throws Exception {
        compileModule();
        Path image = folder.resolve("image");
        tool("jlink", "--add-modules", jdkModules(), "--output", image.toString());
        requireOutput(run(image.resolve("bin/java"), "-p", modulePath(), "-m", "shop/" + MAIN_CLASS));
    }

    /** If this fails, docs/architecture.md is out of date, because the jars can be linked, too. */
    @Test
    void anImageCannotContainTheDriver() throws Exception {
        compileModule();
        StringWriter written = new StringWriter();
        int exitCode = run(
                "jlink",
                written,
                "-p",
                modulePath(),
                "--add-modules",
                "shop",
                "--output",
                folder.resolve("image").toString());
        assertThat(exitCode).isNotZero();
        assertThat(written.toString()).contains("automatic module cannot be used with jlink");
    }

    @Test
    void internalPackagesAreOutOfReachOfModules() throws Exception {
        List<String> internal = ModuleFinder.of(jars.toArray(Path[]::new)).findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> module.name().startsWith("dev.sengi"))
                .flatMap(module -> module.packages().stream())
                .filter(name -> name.contains(".internal."))
                .sorted()
                .toList();
        assertThat(internal).contains("dev.sengi.internal.dump", "dev.sengi.archive.internal.codec");
        Path intruder = folder.resolve("Intruder.java");
        Files.writeString(
                intruder,
                internal.stream()
                        .map(name -> "import " + name + ".*;\n")
                        .collect(Collectors.joining("", "package shop;\n", "class Intruder {}\n")));

        // The packages exist; only the module system makes them inaccessible.
        assertThat(compile(List.of("-cp", path(compilersJars())), intruder)).isEmpty();
        assertThat(compile(List.of("-p", path(compilersJars())), resource("module-info.java"), intruder))
                .extracting(Diagnostic::getCode)
                .hasSize(internal.size())
                .containsOnly("compiler.err.package.not.visible");
    }

    private void compileModule() throws Exception {
        assertThat(compile(
                        List.of("-p", path(compilersJars())), resource("module-info.java"), resource("shop/Shop.java")))
                .isEmpty();
    }

    /** Compiles with the compiler of the running Java, and returns its diagnostics. */
    private List<Diagnostic<? extends JavaFileObject>> compile(List<String> paths, Path... sources) throws IOException {
        JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        assumeThat(compiler).as("this Java's compiler").isNotNull();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(paths);
        options.addAll(List.of("-Xlint:all", "-proc:none", "--release", "17", "-d", classes.toString()));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjects(sources))
                    .call();
        }
        return found.getDiagnostics();
    }

    /** Compilers need the annotations, too. */
    private List<Path> compilersJars() {
        return Stream.concat(jars.stream(), ownJars("jspecify")).toList();
    }

    /** Returns the jar of a library that the commands do not include, from the class path of this test. */
    private static Stream<Path> ownJars(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(artifact + "-"));
    }

    private String modulePath() {
        return path(jars) + File.pathSeparator + classes;
    }

    /** Returns the JDK modules that the application and all its jars need. */
    private String jdkModules() {
        List<String> arguments = new ArrayList<>(List.of(
                "--print-module-deps", "--ignore-missing-deps", "--multi-release", "17", "--module-path", path(jars)));
        arguments.add(classes.toString());
        jars.forEach(jar -> arguments.add(jar.toString()));
        // Warnings about the packages of automatic modules precede the result.
        String[] lines = tool("jdeps", arguments.toArray(String[]::new)).strip().split("\\R", -1);
        return lines[lines.length - 1];
    }

    private static String tool(String name, String... arguments) {
        StringWriter written = new StringWriter();
        assertThat(run(name, written, arguments)).as("%s: %s", name, written).isZero();
        return written.toString();
    }

    private static int run(String tool, StringWriter written, String... arguments) {
        ToolProvider found = ToolProvider.findFirst(tool).orElse(null);
        assumeThat(found).as("this Java's " + tool).isNotNull();
        PrintWriter out = new PrintWriter(written);
        return found.run(out, out, arguments);
    }

    private String run(Path java, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(Files.createDirectory(folder.resolve("work")).toString());
        return ProgramRun.of(java, all, new byte[0], Map.of()).assertSuccess().text();
    }

    private static void requireOutput(String output) {
        String entries = "1 ENCODING ENCODING\n2 TABLE item\n3 TABLE DATA item\n";
        assertThat(output)
                .startsWith("shop.dump: ZSTD\n" + entries + "lz4.dump: LZ4\n" + entries + "gzip: GZIP\n" + entries
                        + "shop.tar: NONE\n" + entries)
                .contains("\\restrict shop\n", "COPY public.item (name) FROM stdin;\nlantern\nrope\n\\.\n")
                .endsWith("no connection in stage CONNECTING\n");
    }

    private static Path currentJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static String path(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(ConsumersTest.class.getResource("consumer/" + name).toURI());
    }
}
