package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TocEntryTest {
    private static final String SOURCE = "where the rows come from";

    private final TocEntry plain = SampleArchive.ROWS;
    private final TocEntry carrying = plain.toBuilder().attachment(SOURCE).build();

    @Test
    void anAttachmentIsFoundByItsTypes() {
        assertThat(carrying.attachment(String.class)).isSameAs(SOURCE);
        assertThat(carrying.attachment(CharSequence.class)).isSameAs(SOURCE);
        assertThat(carrying.attachment(Integer.class)).isNull();
        assertThat(plain.attachment(Object.class)).isNull();
    }

    @Test
    void copiesOfAnEntryKeepItsAttachment() {
        TocEntry renamed = carrying.toBuilder().tag("other").build();
        assertThat(renamed.attachment(String.class)).isSameAs(SOURCE);
        assertThat(carrying.toBuilder().attachment(null).build().attachment(Object.class))
                .isNull();
    }

    @Test
    void equalityIgnoresTheAttachment() {
        assertThat(carrying).isEqualTo(plain).hasSameHashCodeAs(plain);
    }
}
