package dev.sengi.archive.internal.traits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.archive.internal.traits.EntryTraits.Group;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
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

    @Test
    void annotationsComeAfterTheirObjects() {
        assertThat(passOf(EntryType.EVENT_TRIGGER, "audit", Section.POST_DATA)).isEqualTo(Pass.POST_ACL);
        assertThat(passOf(EntryType.COMMENT, "EVENT TRIGGER audit", Section.NONE))
                .isEqualTo(Pass.POST_ACL);
        assertThat(passOf(EntryType.SECURITY_LABEL, "EVENT TRIGGER audit", Section.NONE))
                .isEqualTo(Pass.POST_ACL);
        assertThat(passOf(EntryType.COMMENT, "TRIGGER audit ON item", Section.NONE))
                .isEqualTo(Pass.MAIN);
        assertThat(passOf(EntryType.ACL, "TABLE item", Section.NONE)).isEqualTo(Pass.ACL);
        assertThat(passOf(EntryType.TABLE, "EVENT TRIGGER audit", Section.PRE_DATA))
                .isEqualTo(Pass.MAIN);
    }

    @Test
    void statisticsAfterTheDataComeLast() {
        assertThat(passOf(EntryType.STATISTICS_DATA, "item", Section.DATA)).isEqualTo(Pass.MAIN);
        assertThat(passOf(EntryType.STATISTICS_DATA, "item_pkey", Section.POST_DATA))
                .isEqualTo(Pass.POST_ACL);
    }

    @Test
    void annotationsOnLargeObjectsAreData() {
        assertThat(contentOf(EntryType.COMMENT, "LARGE OBJECT 16384")).isEqualTo(Content.LARGE_OBJECT);
        assertThat(contentOf(EntryType.ACL, "LARGE OBJECTS 16384..16399")).isEqualTo(Content.LARGE_OBJECT);
        assertThat(contentOf(EntryType.COMMENT, "SEQUENCE item_id_seq")).isEqualTo(Content.DEFINITION);
        assertThat(contentOf(EntryType.TABLE, "LARGE OBJECT 16384")).isEqualTo(Content.DEFINITION);
    }

    @Test
    void annotationsAreLeftOutWithTheirObjects() {
        TocEntry comment = entry(EntryType.COMMENT, "POLICY own ON item", Section.NONE);
        assertThat(EntryTraits.ofAnnotated(comment).group()).isEqualTo(Group.POLICY);
        TocEntry table = entry(EntryType.TABLE, "POLICY own ON item", Section.PRE_DATA);
        assertThat(EntryTraits.ofAnnotated(table).group()).isEqualTo(Group.NOTHING);
    }

    @Test
    void oneTagOfInitIsObsolete() {
        assertThat(EntryTraits.isObsolete(entry(EntryType.INIT, "Max OID", Section.NONE)))
                .isTrue();
        assertThat(EntryTraits.isObsolete(entry(EntryType.INIT, "other", Section.NONE)))
                .isFalse();
        assertThat(EntryTraits.isObsolete(entry(EntryType.TABLE, "Max OID", Section.PRE_DATA)))
                .isFalse();
    }

    private static Pass passOf(EntryType type, String tag, Section section) {
        return EntryTraits.passOf(entry(type, tag, section));
    }

    private static Content contentOf(EntryType type, String tag) {
        return EntryTraits.contentOf(entry(type, tag, Section.NONE));
    }

    private static TocEntry entry(EntryType type, String tag, Section section) {
        return TocEntry.builder(1).desc(type.desc()).tag(tag).section(section).build();
    }
}
