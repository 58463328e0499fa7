package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners that pass events on; like {@link ArchitectureTest}, in the module that sees all classes. */
class ForwardersTest {

    /** Otherwise, an event that is added to the interface would be lost or not be synchronized. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sengi.CallersCode$Listener",
                "dev.sengi.internal.progress.ForwardingListener",
                "dev.sengi.internal.progress.ProgressMeter",
                "dev.sengi.cli.progress.Listeners"
            })
    void passOnEveryEvent(String forwarder) throws ClassNotFoundException {
        Class<?> type = Class.forName(forwarder);
        assertThat(ProgressListener.class).isAssignableFrom(type);
        assertThat(signatures(type))
                .containsAll(signatures(ProgressListener.class).toList());
    }

    private static Stream<String> signatures(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(ForwardersTest::signature);
    }

    private static String signature(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes()).map(Class::getName).toList();
    }
}
