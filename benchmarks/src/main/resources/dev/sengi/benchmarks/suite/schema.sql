DO $$ BEGIN FOR i IN 1..greatest(1, pg_temp.scaled(300)) LOOP
    EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, a int UNIQUE, b text CHECK (b <> %L))', i, '');
    EXECUTE format('CREATE INDEX ON t%s (b)', i);
    EXECUTE format('COMMENT ON TABLE t%s IS %L', i, i);
    EXECUTE format('CREATE VIEW v%1$s AS SELECT a FROM t%1$s', i);
END LOOP; END $$;
