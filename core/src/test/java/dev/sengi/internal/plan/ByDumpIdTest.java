package dev.sengi.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByDumpIdTest {
    private final ByDumpId<String> values = new ByDumpId<>(2);

    @Test
    void findsSmallAndLargeDumpIds() {
        values.put(1, "one");
        values.put(3000, "more");
        values.put(Integer.MAX_VALUE, "largest");
        assertThat(values.get(1)).isEqualTo("one");
        assertThat(values.get(3000)).isEqualTo("more");
        assertThat(values.get(Integer.MAX_VALUE)).isEqualTo("largest");
        assertThat(values.size()).isEqualTo(3);
    }

    @Test
    void replacesEarlierValues() {
        values.put(7, "old");
        values.put(7, "new");
        values.put(Integer.MAX_VALUE, "old");
        values.put(Integer.MAX_VALUE, "new");
        assertThat(values.get(7)).isEqualTo("new");
        assertThat(values.get(Integer.MAX_VALUE)).isEqualTo("new");
        assertThat(values.size()).isEqualTo(2);
    }

    /** Dependencies may name anything. */
    @Test
    void isEmptyForOtherIds() {
        assertThat(values.contains(5)).isFalse();
        values.put(9, "nine");
        assertThat(values.contains(5)).isFalse();
        assertThat(values.contains(0)).isFalse();
        assertThat(values.contains(-1)).isFalse();
        assertThat(values.contains(Integer.MAX_VALUE)).isFalse();
        assertThat(values.contains(Integer.MIN_VALUE)).isFalse();
    }
}
