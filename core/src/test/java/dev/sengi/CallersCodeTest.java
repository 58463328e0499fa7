package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallersCodeTest {
    static Stream<Method> methods() {
        return Stream.of(ProgressListener.class.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic());
    }

    /** A method that is added to the interface would otherwise do nothing. */
    @ParameterizedTest
    @MethodSource("methods")
    void passesEveryReportOn(Method method) throws NoSuchMethodException {
        ProgressListener passing = new CallersCode(() -> {}).listener(ProgressListener.none());
        assertThat(passing.getClass().getDeclaredMethod(method.getName(), method.getParameterTypes()))
                .isNotNull();
    }
}
