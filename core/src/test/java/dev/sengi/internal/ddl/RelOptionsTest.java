package dev.sengi.internal.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelOptionsTest {

    private static String options(Quoting quoting, String prefix, String... reloptions) {
        return RelOptions.of(quoting, reloptions, prefix, true);
    }

    @Test
    void quotesValuesThatAreNotIdentifiers() {
        assertThat(options(Quoting.whereNeeded(), "", "fillfactor=70", "fastupdate=off", "buffering=AUTO"))
                .isEqualTo("fillfactor='70', fastupdate=off, buffering='AUTO'");
    }

    @Test
    void quotesKeywords() {
        assertThat(options(Quoting.whereNeeded(), "", "security_barrier=true")).isEqualTo("security_barrier='true'");
    }

    @Test
    void putsThePrefixBeforeEveryName() {
        assertThat(options(Quoting.whereNeeded(), "toast.", "autovacuum_enabled=off", "autovacuum_vacuum_threshold=5"))
                .isEqualTo("toast.autovacuum_enabled=off, toast.autovacuum_vacuum_threshold='5'");
    }

    @Test
    void quotesNamesAndValuesIfAllIdentifiersAreQuoted() {
        assertThat(options(Quoting.all(), "", "fastupdate=off")).isEqualTo("\"fastupdate\"='off'");
    }

    @Test
    void takesAnOptionWithoutValueAsEmpty() {
        assertThat(options(Quoting.whereNeeded(), "", "x")).isEqualTo("x=''");
        assertThat(options(Quoting.whereNeeded(), "", "x=")).isEqualTo("x=''");
        assertThat(options(Quoting.whereNeeded(), "", "x=a=b")).isEqualTo("x='a=b'");
    }

    @Test
    void doublesBackslashesIfTheyAreSpecial() {
        assertThat(RelOptions.of(Quoting.whereNeeded(), new String[] {"x=a\\b"}, "", false))
                .isEqualTo("x='a\\\\b'");
    }

    @Test
    void isEmptyWithoutOptions() {
        assertThat(RelOptions.of(Quoting.whereNeeded(), null, "", true)).isEmpty();
        assertThat(RelOptions.of(Quoting.whereNeeded(), new String[0], "", true))
                .isEmpty();
    }
}
