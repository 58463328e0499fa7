-- A transaction's locks are limited, so it must not create all tables.
DO $$ BEGIN FOR i IN 1..pg_temp.scaled(20000) LOOP
    EXECUTE format($q$CREATE TABLE t%s (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x'
        CHECK (name <> ''), price numeric(10,2), at timestamptz)$q$, i);
    IF i % 4 = 0 THEN
        EXECUTE format('CREATE INDEX ON t%s (name)', i);
        EXECUTE format('COMMENT ON TABLE t%1$s IS $q$table %1$s$q$', i);
    END IF;
    IF i % 1000 = 0 THEN COMMIT; END IF;
END LOOP; END $$;

DO $$ BEGIN FOR i IN 1..pg_temp.scaled(2500) LOOP
    EXECUTE format($q$CREATE FUNCTION f%1$s(a int, b text DEFAULT 'x') RETURNS int LANGUAGE plpgsql
        AS 'begin return a + %1$s; end'$q$, i);
END LOOP; END $$;

DO $$ BEGIN FOR i IN 1..pg_temp.scaled(1250) LOOP
    EXECUTE format('CREATE VIEW v%1$s AS SELECT id, name FROM t%1$s', i);
END LOOP; END $$;

CREATE TABLE part (id bigint, kind int, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind);

DO $$ BEGIN FOR i IN 1..pg_temp.scaled(500) LOOP
    EXECUTE format('CREATE TABLE part_%1$s PARTITION OF part FOR VALUES IN (%1$s)', i);
END LOOP; END $$;
