CREATE ROLE kinds_view_reader;
CREATE SCHEMA vw;
CREATE TABLE vw.t (a int PRIMARY KEY, b text, c text COLLATE "C");
INSERT INTO vw.t VALUES (1, 'x', 'y');
CREATE VIEW vw.plain AS SELECT a, b FROM vw.t WHERE a > 0;
CREATE VIEW vw.barrier WITH (security_barrier) AS SELECT * FROM vw.t;
CREATE VIEW vw.checked AS SELECT a, b FROM vw.t WHERE a > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW vw.cascaded WITH (security_barrier = false) AS SELECT a FROM vw.checked WITH CASCADED CHECK OPTION;
CREATE RECURSIVE VIEW vw.numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
CREATE VIEW vw.defaults AS SELECT a, b FROM vw.t;
ALTER VIEW vw.defaults ALTER b SET DEFAULT 'from view';
CREATE VIEW vw.no_columns AS SELECT;
CREATE VIEW vw.grouped AS SELECT a, b, c FROM vw.t GROUP BY a;
CREATE MATERIALIZED VIEW vw.m1 AS SELECT a, b FROM vw.t;
CREATE MATERIALIZED VIEW vw.a_reads_m1 AS SELECT count(*) AS n FROM vw.m1;
CREATE VIEW vw.between AS SELECT n FROM vw.a_reads_m1;
CREATE MATERIALIZED VIEW vw.a0 WITH (fillfactor = 50) AS SELECT n FROM vw.between;
CREATE MATERIALIZED VIEW vw.empty AS SELECT 1 AS one WITH NO DATA;
CREATE MATERIALIZED VIEW vw.by_key AS SELECT a, b, c FROM vw.t GROUP BY a;
CREATE UNIQUE INDEX m1_a ON vw.m1 (a);
ALTER MATERIALIZED VIEW vw.m1 ALTER b SET STATISTICS 7;
CREATE VIEW vw.loop1 AS SELECT 1 AS a, 'x'::text COLLATE "C" AS b;
CREATE VIEW vw.loop2 AS SELECT a, b FROM vw.loop1;
CREATE OR REPLACE VIEW vw.loop1 AS SELECT a, b FROM vw.loop2;
CREATE FUNCTION vw.rows_of_view() RETURNS SETOF vw.plain LANGUAGE sql AS 'SELECT * FROM vw.plain';
CREATE VIEW vw.uses_function AS SELECT * FROM vw.rows_of_view();
COMMENT ON VIEW vw.plain IS 'a view';
COMMENT ON COLUMN vw.plain.b IS 'a column of a view';
COMMENT ON MATERIALIZED VIEW vw.m1 IS 'a materialized view';
GRANT SELECT ON vw.plain TO kinds_view_reader;
GRANT SELECT (a) ON vw.barrier TO PUBLIC;
CREATE MATERIALIZED VIEW vw.dropped_with_extension AS SELECT a, b FROM vw.t;
ALTER MATERIALIZED VIEW vw.dropped_with_extension ALTER b SET STATISTICS 7;
ALTER MATERIALIZED VIEW vw.dropped_with_extension DEPENDS ON EXTENSION plpgsql;

-- What identifies the changed rows of a materialized view.
CREATE MATERIALIZED VIEW vw.identity_full AS SELECT 1 AS a;
ALTER MATERIALIZED VIEW vw.identity_full REPLICA IDENTITY FULL;
CREATE MATERIALIZED VIEW vw.identity_nothing AS SELECT 1 AS a;
ALTER MATERIALIZED VIEW vw.identity_nothing REPLICA IDENTITY NOTHING;

-- Stored as it was written, which only lower case makes a clause.
DO $$ BEGIN
  EXECUTE 'CREATE VIEW vw.upper_check WITH (check_option=''LOCAL'') AS SELECT a FROM vw.t';
EXCEPTION WHEN OTHERS THEN NULL;
END $$;
