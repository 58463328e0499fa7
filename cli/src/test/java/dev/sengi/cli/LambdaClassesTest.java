package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.Result;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.tree.ClassNode;

/** The build's program that replaces the lambdas of the distribution by classes. */
class LambdaClassesTest {
    @TempDir
    private Path folder;

    @Test
    void doWhatTheLambdasDo() throws Exception {
        Path jar = sample();
        String before = java("-cp", jar.toString(), "sample.Sample");
        replaceLambdas(jar);
        assertThat(java("-cp", jar.toString(), "sample.Sample")).isEqualTo(before);
        assertThat(before).contains("hidden[x]", "thrown").endsWith("wrong type\n");
    }

    @Test
    void replaceAllButSerializableLambdas() throws Exception {
        Path jar = sample();
        long before = lambdas(jar);
        replaceLambdas(jar);
        assertThat(before).isGreaterThan(40);
        // One is created in two places: where the code does so, and where Java would deserialize it.
        int left = 2;
        assertThat(lambdas(jar)).isEqualTo(left);
        try (ZipFile entries = new ZipFile(jar.toFile())) {
            assertThat(entries.stream().filter(entry -> entry.getName().contains("$$Lambda")))
                    .hasSize((int) before - left);
            assertThat(entries.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
            assertThat(entries.getInputStream(entries.getEntry("other")).readAllBytes())
                    .containsExactly(1, 2, 3);
        }
    }

    private static void replaceLambdas(Path jar) throws URISyntaxException {
        Path program = ProjectLayout.root().resolve("cli/src/build/java/LambdaClasses.java");
        assertThat(java("-cp", libraries(), program.toString(), jar.toString())).isEmpty();
    }

    /** Returns a jar with the sample and a file that is no class. */
    private Path sample() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-nowarn", "-d", classes.toString()));
        for (String source : List.of("Sample.java", "Base.java")) {
            Path file = folder.resolve(source);
            try (InputStream sample = LambdaClassesTest.class.getResourceAsStream("lambdas/" + source)) {
                Files.copy(sample, file);
            }
            arguments.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        Files.write(classes.resolve("other"), new byte[] {1, 2, 3});
        Path jar = folder.resolve("sample.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                ZipEntry entry = new ZipEntry(classes.relativize(file).toString());
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 2, 3, 4, 6));
                out.putNextEntry(entry);
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static long lambdas(Path jar) throws IOException {
        long[] found = {0};
        try (ZipFile entries = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : entries.stream()
                    .filter(each -> each.getName().endsWith(".class"))
                    .toList()) {
                new ClassReader(entries.getInputStream(entry).readAllBytes())
                        .accept(
                                new ClassVisitor(Opcodes.ASM9) {
                                    @Override
                                    public MethodVisitor visitMethod(
                                            int access, String name, String type, String signature, String[] thrown) {
                                        return new MethodVisitor(Opcodes.ASM9) {
                                            @Override
                                            public void visitInvokeDynamicInsn(
                                                    String called, String factory, Handle bootstrap, Object... args) {
                                                found[0] += bootstrap.getOwner().endsWith("/LambdaMetafactory") ? 1 : 0;
                                            }
                                        };
                                    }
                                },
                                0);
            }
        }
        return found[0];
    }

    private static String libraries() throws URISyntaxException {
        List<String> jars = new ArrayList<>();
        for (Class<?> type : List.of(ClassReader.class, ClassNode.class, GeneratorAdapter.class)) {
            URL jar = type.getProtectionDomain().getCodeSource().getLocation();
            jars.add(Path.of(jar.toURI()).toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String java(String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Result result = ProgramRun.of(java, List.of(arguments), new byte[0], Map.of());
        assertThat(result.stderr()).isEmpty();
        result.assertSuccess();
        return result.text();
    }
}
