package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The names in {@link Preloading} are names of existing classes; those in the driver depend on its version. */
class PreloadingTest {

    static Stream<String> ownClasses() {
        return Arrays.stream(Preloading.OWN);
    }

    @ParameterizedTest
    @MethodSource("ownClasses")
    void existsUnderItsName(String name) {
        assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException();
    }
}
