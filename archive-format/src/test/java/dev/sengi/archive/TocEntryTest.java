package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

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

    /** In another section, pg_restore would restore an entry in the wrong order, or leave it out. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNKNOWN")
    void anEntryIsInASectionOfItsTypeByDefault(EntryType type) {
        TocEntry entry = TocEntry.builder(1).tag("it").desc(type.desc()).build();
        assertThat(type.sections()).contains(entry.section());
        if (type.data() != DataKind.NOTHING) {
            assertThat(entry.section()).isEqualTo(Section.DATA);
        }
        assertThat(entry.toBuilder().build()).isEqualTo(entry);
    }

    @ParameterizedTest
    @CsvSource({
        "TABLE, PRE_DATA",
        "SEQUENCE SET, DATA",
        "STATISTICS DATA, DATA",
        "CHECK CONSTRAINT, POST_DATA",
        "COMMENT, NONE",
        "SECURITY LABEL, NONE",
        "ACL, NONE",
        "DEFAULT ACL, POST_DATA",
        "of the future, PRE_DATA"
    })
    void theDefaultSectionIsTheUsualOne(String desc, Section section) {
        TocEntry.Builder builder = TocEntry.builder(1).tag("it").desc(desc);
        assertThat(builder.build().section()).isEqualTo(section);
        assertThat(builder.section(Section.POST_DATA).build().section()).isEqualTo(Section.POST_DATA);
    }

    @Test
    void equalityIgnoresTheAttachment() {
        assertThat(carrying).isEqualTo(plain).hasSameHashCodeAs(plain);
    }
}
