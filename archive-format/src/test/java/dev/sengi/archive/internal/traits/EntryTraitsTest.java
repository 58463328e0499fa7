package dev.sengi.archive.internal.traits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.EntryType;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryTraitsTest {
    @Test
    void theTraitsOfTypesDoNotChange() {
        EntryTraits traits = EntryTraits.of(EntryType.TABLE);
        Map<EntryType, EntryTraits> again = new EnumMap<>(EntryType.class);
        for (EntryType type : EntryType.values()) {
            again.put(type, EntryTraits.of(type));
        }
        assertThatThrownBy(() -> EntryTraits.assign(again)).isInstanceOf(IllegalStateException.class);
        assertThat(EntryTraits.of(EntryType.TABLE)).isSameAs(traits);
    }
}
