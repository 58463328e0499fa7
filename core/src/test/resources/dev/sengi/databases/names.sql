-- Awkward names, for objects of every kind.
CREATE SCHEMA "s""c.h e'm\a";
CREATE SCHEMA "-- x";
CREATE SCHEMA "select";
CREATE SCHEMA " ";
CREATE SCHEMA "line
break";
COMMENT ON SCHEMA "line
break" IS 'a comment
\restrict of several
-- lines; with '' quotes and \ backslashes';
CREATE SCHEMA "ĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂa";
CREATE SCHEMA "日本語の名前は長いので切り詰められるかも";
CREATE SCHEMA "😀";
CREATE SCHEMA "﷐";
SET search_path = "s""c.h e'm\a";

CREATE TYPE "enum.of ""labels""" AS ENUM ('', ' ', 'it''s', 'back\slash', 'new
line', '"', 'ĂĂ', '--');
CREATE TYPE "comp
osite" AS ("a.b" integer, "c""d" text, "e'f" "enum.of ""labels""", "select" "enum.of ""labels"""[], "new
line" numeric(10,2));
COMMENT ON COLUMN "comp
osite"."new
line" IS 'a part
of it';
COMMENT ON COLUMN "comp
osite"."c""d" IS E'back\\slash';
CREATE DOMAIN "dom'ain" AS text COLLATE "C" DEFAULT E'it''s \\ a\ndefault' CONSTRAINT "check
it" CHECK (VALUE <> E'a\\b''c\nd') CONSTRAINT "not ""null""" NOT NULL;
COMMENT ON CONSTRAINT "check
it" ON DOMAIN "dom'ain" IS 'checks
it';
COMMENT ON DOMAIN "dom'ain" IS 'x';
CREATE TYPE "ran.ge" AS RANGE (subtype = float8, multirange_type_name = "multi
ran.ge");
CREATE TYPE "user" AS RANGE (subtype = numeric);
CREATE TYPE "between" AS (a int);
CREATE TYPE "shell
type";

CREATE FUNCTION "func()tion"("arg""1" integer, "a r.g" "comp
osite" DEFAULT NULL, "select" text DEFAULT E'it''s \\\n', VARIADIC "var'" text[] DEFAULT '{}') RETURNS integer
  LANGUAGE sql IMMUTABLE SET search_path = "s""c.h e'm\a", "-- x", 'pg_catalog' SET "my.set_ting" = E'v\\alue''s
line' AS $_$ select 1 -- $$ $_X$
$_$;
COMMENT ON FUNCTION "func()tion"(integer, "comp
osite", text, text[]) IS 'x';
GRANT EXECUTE ON FUNCTION "func()tion"(integer, "comp
osite", text, text[]) TO CURRENT_USER WITH GRANT OPTION;
REVOKE ALL ON FUNCTION "func()tion"(integer, "comp
osite", text, text[]) FROM PUBLIC;
CREATE FUNCTION "tab""le"(OUT "new
line" integer, OUT "o ut" "dom'ain", INOUT "in.out" "enum.of ""labels""") LANGUAGE sql AS 'select 1, ''a''::"dom''ain", $1';
CREATE FUNCTION "set.of"() RETURNS TABLE("a b" integer, "c""d" text) LANGUAGE sql AS 'select 1, ''''';
CREATE PROCEDURE "call
me"(INOUT "x.y" integer) LANGUAGE sql AS 'select 1';
COMMENT ON PROCEDURE "call
me"(integer) IS 'called';
CREATE FUNCTION "func""(x"(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 < $2';
CREATE FUNCTION overlaps() RETURNS integer LANGUAGE sql AS 'select 1';
CREATE FUNCTION "between"() RETURNS integer LANGUAGE sql AS 'select 1';
CREATE FUNCTION "none"(int) RETURNS integer LANGUAGE sql AS 'select 1';
CREATE FUNCTION "binary"() RETURNS integer LANGUAGE sql AS 'select 1';

CREATE OPERATOR "s""c.h e'm\a".<#> (FUNCTION = "func""(x", LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR("s""c.h e'm\a".>#>), NEGATOR = OPERATOR("s""c.h e'm\a".!<#>), RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR <#> (integer, integer) IS 'less, with a
new line';
CREATE OPERATOR "-- x".=== (FUNCTION = "s""c.h e'm\a"."func""(x", LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = ===);
CREATE FUNCTION "prefix op"("enum.of ""labels""") RETURNS text LANGUAGE sql IMMUTABLE AS 'select $1::text';
CREATE OPERATOR ~~~ (FUNCTION = "prefix op", RIGHTARG = "enum.of ""labels""");
COMMENT ON OPERATOR ~~~ (NONE, "enum.of ""labels""") IS 'prefix';
CREATE FUNCTION "cmp.f"(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 0';
CREATE FUNCTION "eq f"(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 = $2';
CREATE OPERATOR = (FUNCTION = "eq f", LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR("s""c.h e'm\a".=), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR FAMILY "fam.ily
" USING btree;
COMMENT ON OPERATOR FAMILY "fam.ily
" USING btree IS 'fam';
CREATE OPERATOR CLASS "cla""ss" FOR TYPE integer USING btree FAMILY "fam.ily
" AS OPERATOR 1 <#>, OPERATOR 3 "s""c.h e'm\a".=, FUNCTION 1 "cmp.f"(integer, integer);
COMMENT ON OPERATOR CLASS "cla""ss" USING btree IS 'class';
CREATE AGGREGATE "agg
regate"("a ""b" integer) (SFUNC = int4pl, STYPE = integer, SORTOP = OPERATOR("s""c.h e'm\a".<#>));
COMMENT ON AGGREGATE "agg
regate"(integer) IS 'agg';
CREATE FUNCTION "sf(unc"(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE FUNCTION "ff""unc"(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select $1';
CREATE AGGREGATE "select"("x y" text) (SFUNC = "sf(unc", STYPE = text, FINALFUNC = "ff""unc", INITCOND = E'it''s \\ here
', COMBINEFUNC = "sf(unc", MSFUNC = "sf(unc", MINVFUNC = "sf(unc", MSTYPE = text, MINITCOND = E'\\');
CREATE COLLATION "coll.ation
" (LOCALE = 'C');
COMMENT ON COLLATION "coll.ation
" IS 'coll';
CREATE CONVERSION "conv ersion'" FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION "conv ersion'" IS 'conv';
CREATE FUNCTION "cast f"("between") RETURNS integer LANGUAGE sql AS 'select $1.a';
CREATE CAST ("between" AS integer) WITH FUNCTION "cast f"("between") AS ASSIGNMENT;
COMMENT ON CAST ("between" AS integer) IS 'cast
it';
CREATE TEXT SEARCH DICTIONARY "di""ct" (TEMPLATE = simple, stopwords = 'english');
CREATE TEXT SEARCH CONFIGURATION "con.fig
" (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION "con.fig
" ADD MAPPING FOR asciiword, word WITH "di""ct", simple;
COMMENT ON TEXT SEARCH CONFIGURATION "con.fig
" IS 'ts';
COMMENT ON TEXT SEARCH DICTIONARY "di""ct" IS 'ts';
CREATE TEXT SEARCH PARSER "par ser" (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
COMMENT ON TEXT SEARCH PARSER "par ser" IS 'ts';
CREATE TEXT SEARCH TEMPLATE "tem
plate" (INIT = dsimple_init, LEXIZE = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE "tem
plate" IS 'ts';
CREATE TEXT SEARCH DICTIONARY "d i c" (TEMPLATE = "tem
plate", accept = false, "stopwords" = 'english');

CREATE FOREIGN DATA WRAPPER "f.dw
" OPTIONS ("o p't" E'v\\al''ue', "select" '', b 'x
y');
COMMENT ON FOREIGN DATA WRAPPER "f.dw
" IS 'fdw';
CREATE SERVER "ser""ver
" TYPE E'ty\\pe''' VERSION E'1\\''' FOREIGN DATA WRAPPER "f.dw
" OPTIONS ("o p't" E'v\\al''ue
');
COMMENT ON SERVER "ser""ver
" IS 'srv';
CREATE USER MAPPING FOR CURRENT_USER SERVER "ser""ver
" OPTIONS ("us er" E'\\', "select" '''');
CREATE USER MAPPING FOR PUBLIC SERVER "ser""ver
" OPTIONS ("us er" E'\\', "select" '''');
GRANT USAGE ON FOREIGN SERVER "ser""ver
" TO PUBLIC;
GRANT USAGE ON FOREIGN DATA WRAPPER "f.dw
" TO PUBLIC;
CREATE FOREIGN TABLE "for.eign
" ("c""1" integer OPTIONS ("o p't" E'v\\al''ue', "Select" '
') NOT NULL, "c 2" text DEFAULT E'\\' COLLATE "C") SERVER "ser""ver
" OPTIONS ("o p't" E'v\\al''ue', "select" 'a
b');

CREATE TABLE "ta.ble ""with"" a
new line\" (
  "id ent""" integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "s""c.h e'm\a"."ident.seq
" START 5),
  "ser.ial" serial,
  "a\b" text DEFAULT E'it''s \\ x',
  "new
line" "comp
osite",
  " " "dom'ain",
  "-- x" "enum.of ""labels""" DEFAULT E'new\nline',
  "select" integer DEFAULT 1,
  "gen" integer GENERATED ALWAYS AS (CASE WHEN "select" OPERATOR("s""c.h e'm\a".<#>) 5 THEN 1 ELSE 2 END) STORED,
  CONSTRAINT "che.ck
" CHECK ("select" OPERATOR("s""c.h e'm\a".=) 1 OR "a\b" <> E'\\\n'),
  CONSTRAINT "pk ""ey
" PRIMARY KEY ("ser.ial"),
  CONSTRAINT "uni.que" UNIQUE ("select", "a\b") DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "ex.cl" EXCLUDE USING btree ("select" WITH OPERATOR(pg_catalog.=)),
  CONSTRAINT "ex cl2" EXCLUDE USING btree (("ser.ial" + 1) "cla""ss" WITH OPERATOR("s""c.h e'm\a".=)) WHERE ("select" OPERATOR("s""c.h e'm\a".<#>) 3)
);
COMMENT ON TABLE "ta.ble ""with"" a
new line\" IS 'a
table';
COMMENT ON COLUMN "ta.ble ""with"" a
new line\"."new
line" IS 'column';
COMMENT ON COLUMN "ta.ble ""with"" a
new line\"." " IS 'column';
COMMENT ON CONSTRAINT "che.ck
" ON "ta.ble ""with"" a
new line\" IS 'check';
COMMENT ON CONSTRAINT "pk ""ey
" ON "ta.ble ""with"" a
new line\" IS 'pkey';
COMMENT ON SEQUENCE "ident.seq
" IS 'seq';
INSERT INTO "ta.ble ""with"" a
new line\" ("a\b", " ", "-- x", "new
line", "select") VALUES (E'a\tb\\c\nd\re\bf\fg\vh', 'x', '--', ROW(1, '"', 'it''s', '{"","back\\slash"}', 3), 7), ('\.', '', '', NULL, 2), (NULL, '\N', ' ', ROW(NULL,NULL,NULL,NULL,NULL), 1);
ALTER TABLE "ta.ble ""with"" a
new line\" ALTER COLUMN "a\b" SET STATISTICS 55, ALTER COLUMN "a\b" SET STORAGE EXTERNAL, ALTER COLUMN "a\b" SET (n_distinct = -0.5), ALTER COLUMN " " SET STORAGE MAIN;
ALTER TABLE "ta.ble ""with"" a
new line\" REPLICA IDENTITY USING INDEX "pk ""ey
";
ALTER TABLE "ta.ble ""with"" a
new line\" CLUSTER ON "pk ""ey
";
GRANT SELECT ("new
line"), INSERT (" ") ON "ta.ble ""with"" a
new line\" TO PUBLIC;
GRANT SELECT ON "ta.ble ""with"" a
new line\" TO PUBLIC;
CREATE INDEX "ind.ex
" ON "ta.ble ""with"" a
new line\" USING btree ("select" "cla""ss", ("a\b" || E'\\''') COLLATE "coll.ation
" DESC) INCLUDE (" ") WHERE "select" OPERATOR("s""c.h e'm\a".<#>) 3 AND "a\b" <> 'x
y';
COMMENT ON INDEX "ind.ex
" IS 'idx';
ALTER INDEX "ind.ex
" ALTER COLUMN 2 SET STATISTICS 77;
CREATE STATISTICS "stat.s
" (ndistinct, mcv) ON "select", "a\b", ("ser.ial" + 1), (lower("a\b")) FROM "ta.ble ""with"" a
new line\";
COMMENT ON STATISTICS "stat.s
" IS 'st';
ALTER STATISTICS "stat.s
" SET STATISTICS 12;
CREATE TABLE "--" (x integer, "ref.er""" integer CONSTRAINT "fk
ey" REFERENCES "ta.ble ""with"" a
new line\" ON DELETE CASCADE, " " integer);
COMMENT ON CONSTRAINT "fk
ey" ON "--" IS 'fk';
CREATE VIEW "vi.ew
" ("c""1", "c
2", "c 3") WITH (security_barrier) AS SELECT "select", "a\b" || E'\\', ("new
line")."c""d" FROM "ta.ble ""with"" a
new line\" "al ias" WHERE "select" OPERATOR("s""c.h e'm\a".<#>) 3 WITH LOCAL CHECK OPTION;
COMMENT ON VIEW "vi.ew
" IS 'vw';
COMMENT ON COLUMN "vi.ew
"."c
2" IS 'col';
ALTER VIEW "vi.ew
" ALTER COLUMN "c""1" SET DEFAULT 5;
CREATE MATERIALIZED VIEW "mat.view
" AS SELECT * FROM "vi.ew
" "x""y" WITH DATA;
COMMENT ON MATERIALIZED VIEW "mat.view
" IS 'mv';
CREATE UNIQUE INDEX ON "mat.view
" ("c""1");
CREATE RULE "ru.le
" AS ON INSERT TO "vi.ew
" DO INSTEAD INSERT INTO "--" (x) VALUES (NEW."c""1") RETURNING x, 'a'::text, NULL::text;
COMMENT ON RULE "ru.le
" ON "vi.ew
" IS 'rl';
CREATE RULE "select" AS ON UPDATE TO "--" DO ALSO NOTIFY "cha.nnel
";
ALTER TABLE "--" DISABLE RULE "select";
CREATE FUNCTION "trig.ger"() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$;
CREATE TRIGGER "trig.ger
" BEFORE UPDATE OF "a\b", " " ON "ta.ble ""with"" a
new line\" FOR EACH ROW WHEN (OLD."select" OPERATOR("s""c.h e'm\a".<#>) 3) EXECUTE FUNCTION "trig.ger"('it''s', E'\\', 'new
line', '');
COMMENT ON TRIGGER "trig.ger
" ON "ta.ble ""with"" a
new line\" IS 'tg';
ALTER TABLE "ta.ble ""with"" a
new line\" DISABLE TRIGGER "trig.ger
";
CREATE TRIGGER "trans" AFTER UPDATE ON "ta.ble ""with"" a
new line\" REFERENCING OLD TABLE AS "o.ld" NEW TABLE AS "n""ew" FOR EACH STATEMENT EXECUTE FUNCTION "trig.ger"();
CREATE CONSTRAINT TRIGGER "con.st" AFTER INSERT ON "--" FROM "ta.ble ""with"" a
new line\" DEFERRABLE FOR EACH ROW EXECUTE FUNCTION "trig.ger"();
ALTER TABLE "--" ENABLE ALWAYS TRIGGER "con.st";
CREATE POLICY "pol.icy
" ON "ta.ble ""with"" a
new line\" FOR UPDATE USING ("select" OPERATOR("s""c.h e'm\a".=) 1) WITH CHECK ("a\b" = E'\\');
COMMENT ON POLICY "pol.icy
" ON "ta.ble ""with"" a
new line\" IS 'pl';
ALTER TABLE "ta.ble ""with"" a
new line\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE "seq.uence
" AS smallint INCREMENT -2 CYCLE;
GRANT USAGE ON SEQUENCE "seq.uence
" TO PUBLIC;
ALTER SEQUENCE "seq.uence
" OWNED BY "--"."ref.er""";
CREATE FUNCTION "evt.trig"() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER "ev.ent
" ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION "evt.trig"();
COMMENT ON EVENT TRIGGER "ev.ent
" IS 'ev';
CREATE PUBLICATION "pub.lication
" FOR TABLE "--", "ta.ble ""with"" a
new line\" WITH (publish = 'insert, truncate');
COMMENT ON PUBLICATION "pub.lication
" IS 'pb';
CREATE FUNCTION "hand.ler"() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION "in.line"(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION "vali.dator"(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE LANGUAGE "lan""g
" HANDLER "hand.ler" INLINE "in.line" VALIDATOR "vali.dator";
COMMENT ON LANGUAGE "lan""g
" IS 'lg';
CREATE FUNCTION "in ""lang"() RETURNS void LANGUAGE "lan""g
" AS 'begin end';
CREATE ACCESS METHOD "acc.ess
" TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD "acc.ess
" IS 'am';
CREATE ACCESS METHOD "acc.ind" TYPE INDEX HANDLER bthandler;
CREATE TABLE "-- x"."acc" (a integer) USING "acc.ess
";
CREATE TABLE "-- x"."part.itioned" ("k.ey" integer, "k
2" text) PARTITION BY RANGE ("k.ey", lower("k
2") COLLATE "coll.ation
");
CREATE TABLE "line
break"."par.t 1
" PARTITION OF "-- x"."part.itioned" FOR VALUES FROM (1, E'it''s\\') TO (MAXVALUE, MAXVALUE);
CREATE TABLE "select"."par.t 2" PARTITION OF "-- x"."part.itioned" DEFAULT PARTITION BY LIST ("k
2");
CREATE TABLE "select"."par.t 3" PARTITION OF "select"."par.t 2" FOR VALUES IN (E'a\\', 'new
line', NULL);
CREATE INDEX "par.ti
" ON "-- x"."part.itioned" ("k
2");
INSERT INTO "-- x"."part.itioned" VALUES (1, 'new
line'), (NULL, NULL);
CREATE TABLE " "." " (" x" integer) INHERITS ("--");
CREATE TABLE "ĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂa"."日本語の名前は長いので切り詰められるかも" ("ĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂa" serial PRIMARY KEY, "😀" text UNIQUE CHECK ("😀" <> '😀'), "﷐" text);
INSERT INTO "ĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂa"."日本語の名前は長いので切り詰められるかも" VALUES (1, 'é日本😁', '﷐');
CREATE VIEW "😀"."😀" AS SELECT * FROM "ĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂĂa"."日本語の名前は長いので切り詰められるかも";
CREATE VIEW "😀"."﷐" AS SELECT * FROM "😀"."😀";
CREATE VIEW "😀"."z" AS SELECT * FROM "😀"."﷐";
CREATE TABLE "﷐"."~" ();
CREATE TYPE "pg_temp.x" AS (a "-- x"."acc");
CREATE TABLE "typed
" OF "comp
osite" ("a.b" WITH OPTIONS DEFAULT 3 NOT NULL, PRIMARY KEY ("a.b"));
ALTER DEFAULT PRIVILEGES IN SCHEMA "line
break" GRANT SELECT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA "s""c.h e'm\a" GRANT ALL ON TYPES TO PUBLIC;
GRANT CREATE ON SCHEMA "line
break" TO PUBLIC;
GRANT USAGE ON TYPE "dom'ain" TO PUBLIC;
REVOKE USAGE ON TYPE "enum.of ""labels""" FROM PUBLIC;
CREATE TABLE kw (abort int, "all" int, "authorization" int, "between" int, "collation" int, "cross" int, "ilike" int, "json_table" int, "left" int, "merge_action" int, "natural" int, "overlaps" int, "setof" int, "similar" int, "tablesample" int, "xmltable" int, "values" int, value int, name int, "none" int, "precision" int, "interval" int, "system_user" int, "a$b" int, "1a" int, "A" int, "é" int, "_x" int, "$1" int, "a-b" int, CONSTRAINT "check" CHECK ("left" > "all"), CONSTRAINT "not" UNIQUE ("between", "A", "a$b"));
ALTER TABLE kw SET (autovacuum_enabled = off, fillfactor = 70, toast.autovacuum_enabled = off);
CREATE VIEW "left" AS SELECT "all", "left", "between", "A" AS "right", "é" AS "precision", 1 AS "none", 2 AS "values" FROM kw "natural";
CREATE TABLE "app:tables" (id serial, "it[[99:s | ]]" serial);
INSERT INTO "app:tables" DEFAULT VALUES;
