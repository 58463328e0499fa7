package dev.sengi.internal.conninfo.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.1, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "0X7f.1, 127.0.0.1",
        "0000000000000000000000177.010, 127.0.0.8",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:2, ::2",
        "0:0:0:0:0:0:1:0, ::0.1.0.0",
        "0::1.2.3.4, ::1.2.3.4",
        "::FFFF:7f00:1, ::ffff:127.0.0.1",
        "::ffff:0:7f00:1, ::ffff:0:7f00:1",
        "FE80::0001, fe80::1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:2:0:0:3, 1::2:2:0:0:3",
        "1:0:2:2:2:2:2:3, 1:0:2:2:2:2:2:3",
        "1:1:2:3:4:5:0:0, 1:1:2:3:4:5::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8"
    })
    void isAnAddress(String text, String formatted) {
        assertThat(IpAddress.parse(text).map(IpAddress::format)).contains(formatted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "127.0.0.1.",
                "127..1",
                "127.0.0.1.1",
                "127.0.0.1 ",
                "256.1",
                "4294967296",
                "99999999999999999999",
                "08.1",
                "0x",
                "-1",
                "+1",
                "#1",
                "\u0661\u0662.1",
                ":",
                ":::",
                "[::1]",
                "::1%1",
                "::1:",
                "00001::1",
                "1::2::3",
                "1:2:3",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1::2:3:4:5:6:7:8",
                "1.2.3.4::1",
                "::1.2.3.04",
                "::1.2.3.256",
                "::1.2",
                "g::1"
            })
    void isAName(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }
}
