package dev.sengi.internal.session;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;

/**
 * The order in which a session reads day, month and year: the second half of {@code DateStyle}, whose first half must
 * stay {@code ISO} for the driver.
 *
 * <p>The driver specifies {@code ISO} when it starts a session, which overrides the settings of the database and the
 * role, including their order.
 *
 * <p>Source: {@code check_datestyle} in PostgreSQL's {@code datetime.c}.
 */
public final class DateOrder {
    /** The name of the setting. */
    public static final String SETTING = "DateStyle";

    private static final String LOWER_CASE = "datestyle";

    private DateOrder() {}

    /** Returns whether the options with which a session starts set the style. */
    public static boolean isIn(String options) {
        return options.toLowerCase(Locale.ROOT).contains(LOWER_CASE);
    }

    /** Returns whether the connection's user has chosen a style, which overrides all other settings. */
    public static boolean isChosen(PgConnection connection) throws SQLException {
        return KeptSettings.isKept(connection, SETTING)
                || isIn(connection.getMetaData().getURL());
    }

    /** Returns {@code DMY}, {@code MDY} or {@code YMD}, if this value of {@code DateStyle} specifies an order. */
    public static Optional<String> of(String style) {
        Optional<String> order = Optional.empty();
        boolean german = false;
        for (String quoted : style.toLowerCase(Locale.ROOT).split(",", -1)) {
            String word = quoted.replace('"', ' ').strip();
            if (word.equals("ymd")) {
                order = Optional.of("YMD");
            } else if (word.equals("dmy") || word.startsWith("euro")) {
                order = Optional.of("DMY");
            } else if (word.equals("mdy") || word.equals("us") || word.startsWith("noneuro")) {
                order = Optional.of("MDY");
            }
            german |= word.equals("german");
        }
        return order.isEmpty() && german ? Optional.of("DMY") : order;
    }
}
