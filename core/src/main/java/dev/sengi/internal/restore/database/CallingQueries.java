package dev.sengi.internal.restore.database;

/** Queries for the objects of a database that call functions which may read or change other objects. */
final class CallingQueries {
    /**
     * The start of a query for objects that use functions of the database, directly or through other objects. It
     * ignores functions of extensions without configuration tables, because they read no tables that are dumped.
     *
     * <p>Some built-in functions read what their arguments name, or change sequences. No dependencies on them are
     * recorded, so they are looked for in the stored form of expressions.
     */
    static final String USERS_OF_OWN_FUNCTIONS = """
            WITH RECURSIVE built_in(pattern) AS (
                SELECT pg_catalog.concat(':funcid (', pg_catalog.string_agg(pg_catalog.concat(p.oid), '|'), ') ')
                FROM pg_catalog.pg_proc p
                WHERE p.pronamespace OPERATOR(pg_catalog.=) '11'::pg_catalog.oid
                    AND p.proname OPERATOR(pg_catalog.~) '^((query|table|schema|database|cursor)_to_xml.*|lo_.*|loread'
                        '|lowrite|nextval|currval|lastval|setval|pg_(relation|table|indexes|total_relation|database)_size'
                        '|pg_sequence_last_value|ts_stat|ts_rewrite)$'
            ), own(class, object) AS (
                SELECT '1255'::pg_catalog.oid, p.oid
                FROM pg_catalog.pg_proc p
                WHERE p.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_depend e
                    JOIN pg_catalog.pg_extension x ON x.oid OPERATOR(pg_catalog.=) e.refobjid
                    WHERE e.classid OPERATOR(pg_catalog.=) '1255'::pg_catalog.oid
                        AND e.objid OPERATOR(pg_catalog.=) p.oid
                        AND e.deptype OPERATOR(pg_catalog.=) 'e'
                        AND x.extconfig IS NULL)
                UNION ALL
                SELECT '1247'::pg_catalog.oid, k.contypid
                FROM pg_catalog.pg_constraint k
                WHERE k.contypid OPERATOR(pg_catalog.<>) '0'::pg_catalog.oid
                    AND pg_catalog.concat(k.conbin) OPERATOR(pg_catalog.~) (SELECT b.pattern FROM built_in b)
            ), users(class, object) AS (
                SELECT own.class, own.object FROM own
                UNION
                SELECT found.class, found.object
                FROM users u
                JOIN pg_catalog.pg_depend d ON d.refclassid OPERATOR(pg_catalog.=) u.class
                    AND d.refobjid OPERATOR(pg_catalog.=) u.object
                CROSS JOIN LATERAL (
            """;

    /** Continues the search with the operator classes and domains that depend on something found. */
    static final String CLASSES_AND_DOMAINS = """
            UNION ALL
            SELECT '2616'::pg_catalog.oid, o.oid
            FROM pg_catalog.pg_amproc a
            JOIN pg_catalog.pg_opclass o ON o.opcfamily OPERATOR(pg_catalog.=) a.amprocfamily
            WHERE d.classid OPERATOR(pg_catalog.=) '2603'::pg_catalog.oid
                AND a.oid OPERATOR(pg_catalog.=) d.objid
            UNION ALL
            SELECT '1247'::pg_catalog.oid, k.contypid
            FROM pg_catalog.pg_constraint k
            WHERE d.classid OPERATOR(pg_catalog.=) '2606'::pg_catalog.oid
                AND k.oid OPERATOR(pg_catalog.=) d.objid
            """;

    /**
     * Yields tables with a generated column, CHECK constraint, domain or index that uses such a function, and tables
     * whose policies apply to new rows. The search follows operators, operator classes and types, including composite
     * ones, but not those that belong to an extension, and stops at tables and indexes.
     */
    static final String CALLERS = USERS_OF_OWN_FUNCTIONS + """
                    SELECT d.classid, d.objid
                    WHERE d.classid OPERATOR(pg_catalog.=) '1247'::pg_catalog.oid
                        OR d.classid OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
                        OR d.classid OPERATOR(pg_catalog.=) '2617'::pg_catalog.oid
                    """ + CLASSES_AND_DOMAINS + """
                    UNION ALL
                    SELECT '1247'::pg_catalog.oid, c.reltype
                    FROM pg_catalog.pg_class c
                    WHERE d.classid OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
                        AND c.oid OPERATOR(pg_catalog.=) d.objid
                    UNION ALL
                    SELECT '1259'::pg_catalog.oid, k.conrelid
                    FROM pg_catalog.pg_constraint k
                    WHERE d.classid OPERATOR(pg_catalog.=) '2606'::pg_catalog.oid
                        AND k.oid OPERATOR(pg_catalog.=) d.objid
                    UNION ALL
                    SELECT '1259'::pg_catalog.oid, generated.adrelid
                    FROM (SELECT ''::"char") old(attgenerated)
                    CROSS JOIN LATERAL (
                        -- Servers before 12 have no such column, so that the other one of this name is meant.
                        SELECT f.adrelid
                        FROM pg_catalog.pg_attrdef f
                        JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) f.adrelid
                            AND a.attnum OPERATOR(pg_catalog.=) f.adnum
                        WHERE d.classid OPERATOR(pg_catalog.=) '2604'::pg_catalog.oid
                            AND f.oid OPERATOR(pg_catalog.=) d.objid
                            AND attgenerated OPERATOR(pg_catalog.<>) ''
                    ) generated
                ) found(class, object)
                WHERE u.class OPERATOR(pg_catalog.<>) '1259'::pg_catalog.oid
                    AND NOT EXISTS (
                        SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid OPERATOR(pg_catalog.=) found.class
                            AND e.objid OPERATOR(pg_catalog.=) found.object
                            AND e.deptype OPERATOR(pg_catalog.=) 'e'
                            AND found.class OPERATOR(pg_catalog.<>) '1259'::pg_catalog.oid)
            )
            SELECT n.nspname, c.relname
            FROM users u
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) u.object
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) coalesce(i.indrelid, u.object)
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE u.class OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
            UNION
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE pg_catalog.concat(k.conbin) OPERATOR(pg_catalog.~) (SELECT b.pattern FROM built_in b)
            UNION
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_policy l
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) l.polrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE c.relrowsecurity AND l.polcmd OPERATOR(pg_catalog.=) ANY ('{a,*}')""";

    /**
     * Yields materialized views whose query uses such a function, directly or through operators, types and other views.
     */
    static final String CALLING_VIEWS = USERS_OF_OWN_FUNCTIONS + """
                    SELECT d.classid, d.objid
                    WHERE d.classid OPERATOR(pg_catalog.=) '1247'::pg_catalog.oid
                        OR d.classid OPERATOR(pg_catalog.=) '2617'::pg_catalog.oid
                    UNION ALL
                    SELECT '1259'::pg_catalog.oid, w.ev_class
                    FROM pg_catalog.pg_rewrite w
                    WHERE d.classid OPERATOR(pg_catalog.=) '2618'::pg_catalog.oid
                        AND w.oid OPERATOR(pg_catalog.=) d.objid
                ) found(class, object)
            )
            SELECT n.nspname, c.relname
            FROM users u
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) u.object
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE u.class OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
                AND c.relkind OPERATOR(pg_catalog.=) 'm'""";

    private CallingQueries() {}
}
