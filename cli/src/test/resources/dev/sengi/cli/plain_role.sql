-- What a role may see and dump of objects that belong to others.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['plain_dumper', 'plain_owner'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', name);
        END IF;
    END LOOP;
    EXECUTE format('ALTER DATABASE %I OWNER TO plain_owner', current_database());
END $$;
CREATE SCHEMA open;
CREATE SCHEMA closed;
GRANT USAGE ON SCHEMA open TO plain_dumper, plain_owner;
CREATE TABLE open.yes AS SELECT 1 AS a;
CREATE TABLE open.no (a int);
CREATE TABLE closed.t (a int);
CREATE TABLE open.cols (a int, b int);
CREATE SEQUENCE open.hidden;
CREATE SEQUENCE open.seen;
CREATE SEQUENCE closed.seen;
CREATE TABLE open.rls AS SELECT generate_series(1, 2) AS a;
GRANT SELECT ON open.yes, closed.t, open.seen, closed.seen, open.rls TO plain_dumper;
GRANT SELECT (a) ON open.cols TO plain_dumper;
ALTER TABLE open.rls ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON open.rls USING (a = 1);
CREATE VIEW open.v AS SELECT * FROM open.no;
CREATE MATERIALIZED VIEW closed.mv AS SELECT 1 AS a;
CREATE FUNCTION closed.f() RETURNS int LANGUAGE sql AS 'select 1';
CREATE TABLE open.uses (a int DEFAULT closed.f(), CHECK (a > closed.f()));
CREATE FUNCTION open.fails(int) RETURNS int LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'no%', $1 USING DETAIL = 'some detail', HINT = 'some hint'; END $$;
CREATE TABLE open.failing AS SELECT 1 AS a;
CREATE POLICY fails ON open.failing USING (open.fails(a) > 1);
ALTER TABLE open.failing ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON open.failing TO plain_dumper;
CREATE FUNCTION open.fails_when_planned() RETURNS boolean IMMUTABLE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'planned'; END $$;
CREATE TABLE open.unplannable AS SELECT 1 AS a;
CREATE POLICY fails ON open.unplannable USING (open.fails_when_planned());
ALTER TABLE open.unplannable ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON open.unplannable TO plain_dumper;
CREATE FUNCTION open.refuses(int) RETURNS boolean LANGUAGE plpgsql
    AS $$ BEGIN IF $1 = 250 THEN RAISE insufficient_privilege; END IF; RETURN true; END $$;
CREATE TABLE open.refused AS SELECT generate_series(1, 300) AS a;
CREATE POLICY refuses ON open.refused USING (open.refuses(a));
ALTER TABLE open.refused ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON open.refused TO plain_dumper;
CREATE TABLE open.forced AS SELECT 1 AS a;
ALTER TABLE open.forced OWNER TO plain_owner;
ALTER TABLE open.forced ENABLE ROW LEVEL SECURITY;
ALTER TABLE open.forced FORCE ROW LEVEL SECURITY;
CREATE FOREIGN DATA WRAPPER w OPTIONS (x 'secret');
CREATE SERVER f FOREIGN DATA WRAPPER w OPTIONS (host 'secret');
GRANT USAGE ON FOREIGN SERVER f TO plain_owner;
CREATE USER MAPPING FOR plain_dumper SERVER f OPTIONS (password 'mine');
CREATE USER MAPPING FOR PUBLIC SERVER f OPTIONS (password 'public');
CREATE USER MAPPING FOR postgres SERVER f OPTIONS (password 'secret');
CREATE FOREIGN TABLE open.ft (a int OPTIONS (n 'x')) SERVER f;
GRANT SELECT ON open.ft TO plain_owner;
SELECT lo_from_bytea(771, 'a'), lo_from_bytea(772, 'b');
GRANT SELECT ON LARGE OBJECT 772 TO plain_dumper;
CREATE PUBLICATION pub FOR TABLE open.yes;
