package dev.sengi.internal.kind.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegProcedureTest {

    @Test
    void argumentsAreCutOff() {
        assertThat(RegProcedure.name("eqsel(internal,oid,internal,integer)")).isEqualTo("eqsel");
    }

    @Test
    void parenthesesInQuotesBelongToTheName() {
        assertThat(RegProcedure.name("\"S(1)\".\"f\"\"(\"(integer)")).isEqualTo("\"S(1)\".\"f\"\"(\"");
    }

    @Test
    void noFunctionReturnsNull() {
        assertThat(RegProcedure.name("-")).isNull();
        assertThat(RegProcedure.name(null)).isNull();
    }
}
