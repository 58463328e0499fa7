package dev.sengi.internal.session;

import dev.sengi.internal.ddl.Quoting;
import java.util.Optional;

/**
 * How a {@link SnapshotTransaction} is set up.
 *
 * @param role the role to assume, or null
 * @param encoding the encoding of the dump, by any of its names, or null for the session's default
 * @param rowSecurity whether row-level security may hide rows instead of making the dump fail
 * @param quoteAllIdentifiers whether the server's deparsing functions quote every identifier
 * @param serializable whether to wait for a serializable snapshot that cannot fail
 * @param extraFloatDigits the server's {@code extra_float_digits}, or null for the maximum
 * @param snapshot the name of an exported snapshot, or null for a new one
 */
public record SnapshotSettings(
        String role,
        String encoding,
        boolean rowSecurity,
        boolean quoteAllIdentifiers,
        boolean serializable,
        Integer extraFloatDigits,
        String snapshot) {

    /**
     * Settings that give values the same format on every server, and that prevent the dump's commands from timing out.
     * Queries of large catalogs cost enough for the server to compile them, which takes longer than it saves.
     */
    private static final String SETTINGS = """
            ('DateStyle', 'ISO'),
            ('IntervalStyle', 'postgres'),
            ('synchronize_seqscans', 'off'),
            ('jit', 'off'),
            ('statement_timeout', '0'),
            ('lock_timeout', '0'),
            ('idle_in_transaction_session_timeout', '0'),
            ('transaction_timeout', '0'),
            ('restrict_nonsystem_relation_kind', 'view, foreign-table')""";

    /**
     * An expression for the search path of a dump: pg_dump's empty one, unless the session has temporary tables, which
     * would then hide catalogs of the same names.
     */
    public static final String SEARCH_PATH = "case when pg_catalog.pg_my_temp_schema() operator(pg_catalog.=) '0'"
            + " then '' else 'pg_catalog, pg_temp' end";

    /** With this many extra digits, floating-point numbers are exact. */
    private static final int MOST_FLOAT_DIGITS = 3;

    private static final String FACTS = """
            select current_database()::text as dbname,
                (:encoding)::text as encoding,
                getdatabaseencoding()::text as database_encoding,
                pg_is_in_recovery() as in_recovery,
                (select s.reset_val from pg_settings s where s.name = 'search_path') as search_path""";

    /** The encoding that the session would have if the driver had not requested its own. */
    private static final String DEFAULT_ENCODING = """
            coalesce((
                select pg_encoding_to_char(pg_char_to_encoding(split_part(u.setting, '=', 2)))
                from pg_db_role_setting s
                    left join pg_database d on d.oid = s.setdatabase
                    left join pg_roles r on r.oid = s.setrole,
                    unnest(s.setconfig) u(setting)
                where u.setting like 'client_encoding=%'
                    and (s.setdatabase = 0 or d.datname = current_database())
                    and (s.setrole = 0 or r.rolname = session_user)
                order by s.setrole <> 0 desc, s.setdatabase <> 0 desc
                limit 1), getdatabaseencoding())""";

    /** The name of an encoding to which the server can convert the database's, or an empty string. */
    private static final String CONVERTED_ENCODING = """
            coalesce((
                select pg_encoding_to_char(e.wanted)
                from (select pg_char_to_encoding(:name) as wanted, pg_char_to_encoding(getdatabaseencoding()) as own) e
                where e.wanted = e.own
                    or 0 in (e.wanted, e.own)
                    or exists (select from pg_conversion c
                        where c.condefault and c.conforencoding = e.own and c.contoencoding = e.wanted)), '')""";

    /** Returns the settings of another session that sees the same snapshot. */
    public SnapshotSettings withSnapshot(String shared) {
        return new SnapshotSettings(role, encoding, rowSecurity, quoteAllIdentifiers, false, extraFloatDigits, shared);
    }

    /**
     * Returns the queries that read the {@link ServerFacts} and make the settings, in this order.
     *
     * @param own the session's own encoding, if it is known
     */
    String queries(Optional<String> own) {
        String chosen = encoding == null ? encodingOf(own) : converted(encoding);
        int digits = extraFloatDigits == null ? MOST_FLOAT_DIGITS : extraFloatDigits;
        return FACTS.replace(":encoding", chosen)
                + ";\nselect set_config(s.name, v.setting, true) from pg_settings s join (values\n" + SETTINGS
                + ",\n('extra_float_digits', '" + digits + "')"
                + ",\n('row_security', '" + (rowSecurity ? "on" : "off") + "')"
                + (quoteAllIdentifiers ? ",\n('quote_all_identifiers', 'on')" : "")
                + ") v(name, setting) on lower(s.name) = lower(v.name)"
                + ";\nselect set_config('search_path', " + SEARCH_PATH + ", true)";
    }

    /**
     * Returns an expression for the encoding that a session has if the settings choose none.
     *
     * @param own the session's own encoding, if it is known
     */
    static String encodingOf(Optional<String> own) {
        return own.map(SnapshotSettings::converted).orElse(DEFAULT_ENCODING);
    }

    /** Returns an expression for the name of an encoding, empty if the server cannot convert the database's to it. */
    static String converted(String encoding) {
        return CONVERTED_ENCODING.replace(":name", Quoting.literal(encoding));
    }
}
