CREATE ROLE kinds_table_owner;
CREATE ROLE kinds_table_reader;
CREATE SCHEMA tk;
CREATE TABLE tk.empty ();
CREATE TABLE tk.types (
    a smallint NOT NULL, b integer DEFAULT 1, c bigint, d numeric(10, 2) DEFAULT 0.00, e varchar(20) COLLATE "C",
    f char(3) DEFAULT 'x'::bpchar NOT NULL, g text[] DEFAULT '{}', h timestamptz DEFAULT now(), i interval(3),
    j bit varying(5), k bytea, l jsonb DEFAULT '{"a": 1}', m inet, n point, o uuid, p xml, q bit(3), r boolean,
    s real, t double precision, u oid, "select" int, "UPPER" int, "sp ace" int, "quo""te" int);
INSERT INTO tk.types (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, q, r, s, t, u, "select")
    SELECT x, x, x * 1000000000000, x / 3.0, E'tab\t' || x, 'ab', ARRAY['a', NULL, 'b"c'], '2020-01-01', '1 day',
        B'101', '\x00ff', '{"k": "it''s"}', '10.0.0.1', '(1,2)', '00000000-0000-0000-0000-000000000001', B'010',
        x % 2 = 0, 'NaN', '-Infinity', 4000000000, NULL FROM generate_series(1, 5) x;
CREATE UNLOGGED TABLE tk.unlogged (a int);
INSERT INTO tk.unlogged VALUES (1);
CREATE TABLE tk.options (a text, b text, c text, d text) WITH (fillfactor = 70, autovacuum_enabled = false,
    toast.autovacuum_enabled = false);
ALTER TABLE tk.options ALTER a SET STORAGE EXTERNAL, ALTER b SET STORAGE PLAIN, ALTER c SET STORAGE MAIN,
    ALTER a SET STATISTICS 500, ALTER b SET STATISTICS 0, ALTER c SET (n_distinct = -0.5, n_distinct_inherited = 20);
ALTER TABLE tk.options REPLICA IDENTITY FULL;
ALTER TABLE tk.empty REPLICA IDENTITY NOTHING;
ALTER TABLE tk.options ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE TABLE tk.checks (a int, b int CHECK (b > 0), CONSTRAINT positive CHECK (a > 0), CONSTRAINT "No inherit" CHECK
    (a < 100) NO INHERIT);
ALTER TABLE tk.checks ADD CONSTRAINT later CHECK (a <> 5) NOT VALID;
COMMENT ON CONSTRAINT positive ON tk.checks IS 'must be positive';
COMMENT ON CONSTRAINT later ON tk.checks IS 'not yet valid';
CREATE TABLE tk.dropped (a int, b int, c int NOT NULL, d text DEFAULT 'd');
INSERT INTO tk.dropped VALUES (1, 2, 3, 'x');
ALTER TABLE tk.dropped DROP COLUMN b;
CREATE TYPE tk.composite AS (x int, y text);
CREATE TABLE tk.typed OF tk.composite (x WITH OPTIONS NOT NULL, y WITH OPTIONS DEFAULT 'y', CHECK (x > 0));
CREATE TABLE tk.typed_plain OF tk.composite;
CREATE TABLE tk.of_row (r tk.checks, s tk.checks[]);
CREATE TABLE tk.parent (a int DEFAULT 1, b int NOT NULL, c int CHECK (c > 0));
CREATE TABLE tk.child (d int, b int DEFAULT 3) INHERITS (tk.parent);
CREATE TABLE tk.child2 () INHERITS (tk.parent);
ALTER TABLE tk.child2 ALTER a DROP DEFAULT, ALTER c SET DEFAULT 9;
CREATE TABLE tk.other (e int, a int DEFAULT 1);
CREATE TABLE tk.both (a int DEFAULT 5) INHERITS (tk.parent, tk.other);
INSERT INTO tk.child VALUES (1, 2, 3);
INSERT INTO tk.both VALUES (1, 2, 3);
CREATE TABLE tk.serials (a serial, b bigserial PRIMARY KEY, c smallserial, d text);
INSERT INTO tk.serials (d) VALUES ('x'), ('y');
CREATE TABLE tk.self_default (n int);
CREATE FUNCTION tk.next_number() RETURNS int LANGUAGE sql AS 'SELECT max(n) + 1 FROM tk.self_default';
ALTER TABLE tk.self_default ALTER n SET DEFAULT tk.next_number();
CREATE FUNCTION tk.is_fine(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE TABLE tk.checked_by_function (a int CHECK (tk.is_fine(a)));
COMMENT ON TABLE tk.types IS 'types';
COMMENT ON COLUMN tk.types.a IS 'a column';
COMMENT ON COLUMN tk.types."quo""te" IS 'quoted';
ALTER TABLE tk.types OWNER TO kinds_table_owner;
GRANT USAGE ON SCHEMA tk TO kinds_table_owner;
GRANT SELECT, INSERT ON tk.types TO kinds_table_reader WITH GRANT OPTION;
GRANT ALL ON tk.options TO PUBLIC;
REVOKE DELETE ON tk.options FROM postgres;
GRANT SELECT (a, b), UPDATE (b) ON tk.checks TO kinds_table_reader;
GRANT SELECT ON tk.checks TO kinds_table_owner;
SET SESSION AUTHORIZATION kinds_table_owner;
GRANT UPDATE ON tk.types TO PUBLIC;
RESET SESSION AUTHORIZATION;

-- Comments on constraints that are inherited but added separately.
CREATE TABLE tk.late_a (a int);
CREATE TABLE tk.late_b () INHERITS (tk.late_a);
ALTER TABLE tk.late_a ADD CONSTRAINT kind_late CHECK (a > 0) NOT VALID;
COMMENT ON CONSTRAINT kind_late ON tk.late_b IS 'inherited';
