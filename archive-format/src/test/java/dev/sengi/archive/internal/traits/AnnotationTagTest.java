package dev.sengi.archive.internal.traits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.EntryType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationTagTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TABLE item | TABLE",
                "TABLE \"DATA of mine\" | TABLE",
                "TABLE \"TABLE\" | TABLE",
                "DATABASE shop | DATABASE",
                "EVENT TRIGGER audit | EVENT_TRIGGER",
                "TRIGGER audit ON item | TRIGGER",
                "CONSTRAINT price ON item | CONSTRAINT",
                "LARGE OBJECT 16384 | BLOB",
                "LARGE OBJECTS 16384..16399 | BLOB_METADATA",
                "TEXT SEARCH CONFIGURATION ours | TEXT_SEARCH_CONFIGURATION",
                "OPERATOR CLASS ours USING btree | OPERATOR_CLASS",
                "OPERATOR +(integer, integer) | OPERATOR",
                "CAST (integer AS text) | CAST",
                "TRANSFORM FOR hstore LANGUAGE plperl | TRANSFORM",
                "FUNCTION größe() | FUNCTION",
                "DOMAIN Über | DOMAIN"
            })
    void keywordsTellTheType(String tag, EntryType type) {
        assertThat(AnnotationTag.typeOf(tag)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COLUMN item.price",
                "item",
                "DATABASE",
                "EVENT TRIGGER",
                "Table item",
                "NEWTYPE OBJECT item",
                "' '",
                "''"
            })
    void otherTagsTellNoType(String tag) {
        assertThat(AnnotationTag.typeOf(tag)).isEqualTo(EntryType.UNKNOWN);
    }

    @Test
    void partsHaveOwners() {
        assertThat(AnnotationTag.owners("COLUMN item.price")).containsExactly("TABLE item", "TYPE item");
        assertThat(AnnotationTag.owners("COLUMN a.b.c")).containsExactly("TABLE a.b", "TYPE a.b", "TABLE a", "TYPE a");
        assertThat(AnnotationTag.owners(AnnotationTag.ofPart("TRIGGER", "\"on ON off\"", "item")))
                .containsExactly("TABLE item");
        assertThat(AnnotationTag.owners(AnnotationTag.ofRelation("item"))).isEmpty();
    }

    /** A damaged archive may contain tags of any length. */
    @Test
    @Timeout(10)
    void longTagsTakeLittleTimeAndMemory() {
        String words = "A ".repeat(2_000_000);
        assertThat(AnnotationTag.typeOf(words)).isEqualTo(EntryType.UNKNOWN);
        assertThat(AnnotationTag.typeOf("TABLE " + words)).isEqualTo(EntryType.TABLE);
        String dots = "COLUMN " + "a.".repeat(2_000_000);
        assertThat(AnnotationTag.owners(dots).limit(4)).hasSize(4);
    }
}
