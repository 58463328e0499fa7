-- An example of everything that needs special treatment in a restore.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'restore_alex') THEN
        CREATE ROLE restore_alex;
        CREATE ROLE "restore Bob";
    END IF;
END $$;
CREATE SCHEMA app AUTHORIZATION restore_alex;
CREATE SCHEMA "odd schema";
COMMENT ON SCHEMA public IS 'the public one';
CREATE EXTENSION pg_trgm;
CREATE TYPE app.mood AS ENUM ('a', 'b');
CREATE DOMAIN app.d AS int CHECK (value > 0);
CREATE COLLATION app.coll (locale = 'C');
CREATE TEXT SEARCH CONFIGURATION app.cfg (COPY = english);
CREATE TABLE app.t (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    m app.mood,
    txt text DEFAULT 'x',
    s serial
);
INSERT INTO app.t (m, txt) SELECT 'a', 'row ' || i || E'\t\\.\n' FROM generate_series(1, 500) i;
INSERT INTO app.t (m, txt) VALUES ('b', E'\\.'), (NULL, NULL);
ALTER TABLE app.t OWNER TO restore_alex;
COMMENT ON TABLE app.t IS E'multi\nline comment';
COMMENT ON COLUMN app.t.txt IS 'col';
CREATE TABLE public.plain (a int, b text, c bytea);
INSERT INTO plain VALUES (1, 'se;mi''colon', '\x00ff'), (2, NULL, NULL), (3, E'multi\nline; "q"', '\x5c');
CREATE TABLE public.lines (l text);
INSERT INTO lines VALUES (''), ('.'), (E'\\.'), (''), ('');
CREATE TABLE "odd schema"."Odd Table" ("Col" int, "select" text);
INSERT INTO "odd schema"."Odd Table" VALUES (1, 'é');
CREATE TABLE nocols ();
INSERT INTO nocols DEFAULT VALUES;
CREATE TABLE part (k int, v text) PARTITION BY RANGE (k);
CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE part2 PARTITION OF part DEFAULT;
INSERT INTO part VALUES (1, 'a'), (100, 'b');
CREATE TABLE gen (a int, b int GENERATED ALWAYS AS (a * 2) STORED, j jsonb);
INSERT INTO gen (a, j) VALUES (1, '{"k": "?"}');
CREATE TABLE child (id int REFERENCES app.t (id), CHECK (id > 0), CONSTRAINT uq UNIQUE (id));
INSERT INTO child SELECT id FROM app.t LIMIT 3;
CREATE VIEW app.v AS SELECT * FROM app.t WHERE txt ~ 'a?';
CREATE MATERIALIZED VIEW app.mv AS SELECT count(*) AS c FROM app.t;
CREATE INDEX ON app.mv (c);
CREATE STATISTICS st ON a, b FROM plain;
CREATE SEQUENCE sq START 10;
SELECT nextval('sq');
CREATE FUNCTION app.f(a int, b text DEFAULT 'z') RETURNS int LANGUAGE sql AS $$ SELECT a $$;
CREATE FUNCTION app.sqlbody(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; SELECT a + 2; END;
CREATE PROCEDURE app.p() LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
CREATE AGGREGATE app.agg (int) (sfunc = int4pl, stype = int4, initcond = '0');
CREATE OPERATOR app.<?> (leftarg = int, rightarg = int, function = int4pl);
ALTER FUNCTION app.f OWNER TO restore_alex;
CREATE FUNCTION app.trg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER trg BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.trg();
CREATE RULE r AS ON DELETE TO plain DO INSTEAD NOTHING;
ALTER TABLE plain ENABLE ROW LEVEL SECURITY;
CREATE POLICY pol ON plain USING (a > 0);
COMMENT ON POLICY pol ON plain IS 'pol?';
CREATE FUNCTION app.etf() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER restore_et ON sql_drop WHEN tag IN ('DROP SEQUENCE') EXECUTE FUNCTION app.etf();
COMMENT ON EVENT TRIGGER restore_et IS 'et';
CREATE PUBLICATION pub FOR TABLE app.t;
COMMENT ON PUBLICATION pub IS 'p';
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
CREATE USER MAPPING FOR restore_alex SERVER srv;
CREATE FOREIGN TABLE ft (a int) SERVER srv;
SELECT lo_from_bytea(4000000001, decode(repeat('00ff27', 100000), 'hex'));
SELECT lo_from_bytea(4242, '');
SELECT lo_from_bytea(4243, 'abc');
SELECT lo_from_bytea(4244, 'def');
SELECT lo_from_bytea(4245, 'ghi');
GRANT SELECT ON LARGE OBJECT 4243, 4244, 4245 TO "restore Bob";
COMMENT ON LARGE OBJECT 4242 IS 'an empty one';
ALTER LARGE OBJECT 4244 OWNER TO restore_alex;
GRANT SELECT ON app.t TO "restore Bob" WITH GRANT OPTION;
GRANT SELECT (m), UPDATE (txt) ON app.t TO public;
REVOKE ALL ON FUNCTION app.f FROM public;
ALTER DEFAULT PRIVILEGES FOR ROLE restore_alex IN SCHEMA app GRANT SELECT ON TABLES TO "restore Bob";
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET work_mem = ''5MB''', current_database());
    EXECUTE format('COMMENT ON DATABASE %I IS ''db comment''', current_database());
END $$;
SELECT lo_from_bytea(4246, decode(repeat('00ff27', 20000), 'hex'));
CREATE TABLE app.was_identity (id int GENERATED ALWAYS AS IDENTITY, b int);
INSERT INTO app.was_identity (b) VALUES (1);
ALTER TABLE app.was_identity DROP COLUMN id;
