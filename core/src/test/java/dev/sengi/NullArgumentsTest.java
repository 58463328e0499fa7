package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link PgDump}, {@link PgDumpAll}, {@link PgRestore} and {@link PgDiff} reject null before they do anything. */
class NullArgumentsTest {
    private static final ConnectionSource NOWHERE = () -> {
        throw new AssertionError("connected");
    };

    /** Arguments for the other parameters. */
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(String.class, "name"),
            Map.entry(DumpPattern.class, DumpPattern.INCLUDE_TABLE),
            Map.entry(DiffSource.class, DiffSource.database(NOWHERE)),
            Map.entry(ArchiveFormat.class, ArchiveFormat.CUSTOM),
            Map.entry(Compression.class, Compression.none()),
            Map.entry(Path.class, Path.of("never-written")),
            Map.entry(OutputStream.class, OutputStream.nullOutputStream()));

    record Argument(Method method, int position) {
        @Override
        public String toString() {
            return method.toGenericString() + ", parameter " + position;
        }
    }

    static Stream<Argument> arguments() {
        return Stream.of(PgDump.class, PgDumpAll.class, PgRestore.class, PgDiff.class)
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> method.getDeclaringClass() != Object.class)
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(position -> !method.getParameterTypes()[position].isPrimitive())
                        .mapToObj(position -> new Argument(method, position)));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void nullIsRefused(Argument argument) {
        Method method = argument.method();
        List<Object> values = new ArrayList<>();
        for (int position = 0; position < method.getParameterCount(); position++) {
            values.add(position == argument.position() ? null : VALUES.get(method.getParameterTypes()[position]));
        }
        Object target = Modifier.isStatic(method.getModifiers()) ? null : instance(method.getDeclaringClass());
        assertThatCode(() -> method.invoke(target, values.toArray()))
                .isInstanceOfSatisfying(
                        InvocationTargetException.class,
                        thrown -> assertThat(thrown.getCause())
                                .isInstanceOf(NullPointerException.class)
                                // A parameter's name rather than the JVM's description of an expression.
                                .hasMessageMatching("\\w+"));
    }

    private static Object instance(Class<?> type) {
        if (type == PgDump.class) {
            return PgDump.from(NOWHERE);
        }
        if (type == PgDiff.class) {
            return PgDiff.between(DiffSource.database(NOWHERE), DiffSource.database(NOWHERE));
        }
        return type == PgDumpAll.class
                ? PgDumpAll.from(NOWHERE)
                : PgRestore.from(InputStream.nullInputStream()).into(NOWHERE);
    }
}
