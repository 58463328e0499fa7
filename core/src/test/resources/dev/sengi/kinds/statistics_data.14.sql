CREATE SCHEMA "Odd ""S'chema";
CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s', 'b\s');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN dom AS text;

CREATE TABLE odd (
    id int, gone text, arr int[], tarr text[], r int4range, mr int4multirange, dr daterange, ts tsvector, m mood,
    p pair, d dom, js jsonb, n numeric, f8 float8, f4 float4, b bool, by bytea, x xml, nul text,
    "Q'uo""te\ col" text, stamp timestamp, iv interval, c "char", nm name, marr int[][]);
INSERT INTO odd
    SELECT i, 'g' || i % 3, ARRAY[i % 5, i % 7, i], ARRAY['a' || i % 4, 'it''s\' || i % 3],
        int4range(i % 10, i % 10 + i % 5), int4multirange(int4range(i, i + 2), int4range(i + 5, i + 7)),
        daterange('2020-01-01'::date + i % 9, '2020-02-01'::date + i % 17),
        to_tsvector('simple', 'word' || i % 5 || ' other' || i % 3 || ' fox'),
        (ARRAY['sad', 'ok', 'it''s', 'b\s']::mood[])[1 + i % 4], ROW(i % 3, 't' || i % 2)::pair, 'd' || i % 5,
        jsonb_build_object('a', i % 3), i / 3.0, i / 7.0, (i % 11) / 3.0, i % 2 = 0,
        decode(md5((i % 20)::text), 'hex'), '<a/>', NULL, E'q\'u"o\\te\n' || i % 6,
        '2020-01-01'::timestamp + i * interval '1 hour', i * interval '1 minute', chr(65 + i % 3)::"char",
        'n' || i % 5, ARRAY[[i, 1], [2, 3]]
    FROM generate_series(1, 600) i;
ALTER TABLE odd DROP COLUMN gone;
CREATE INDEX odd_expr ON odd ((id + 1), lower("Q'uo""te\ col"), id);
CREATE INDEX odd_expr2 ON odd ((lower(d)), (id * 2), (id % 3)) WHERE id > 5;
CREATE UNIQUE INDEX odd_unique ON odd (id);
CREATE STATISTICS odd_statistics ON id, b FROM odd;

CREATE TABLE parent (a int PRIMARY KEY, t text);
CREATE TABLE child () INHERITS (parent);
INSERT INTO parent SELECT i, 'x' || i % 3 FROM generate_series(1, 50) i;
INSERT INTO child SELECT i, 'y' || i % 4 FROM generate_series(1, 70) i;

CREATE TABLE part (k int, v text, PRIMARY KEY (k)) PARTITION BY RANGE (k);
CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (100);
CREATE TABLE part2 PARTITION OF part FOR VALUES FROM (100) TO (200);
CREATE INDEX part_expr ON part ((k % 3));
INSERT INTO part SELECT i, 'p' || i % 9 FROM generate_series(0, 199) i;

CREATE MATERIALIZED VIEW mv AS SELECT k % 5 AS k, count(*) AS c FROM part GROUP BY 1;
CREATE UNIQUE INDEX mv_unique ON mv (k);
CREATE INDEX mv_expr ON mv ((k + c));
CREATE MATERIALIZED VIEW mv_empty AS SELECT 1 AS one WITH NO DATA;
-- These come after the data, because the primary key does.
CREATE MATERIALIZED VIEW mv_late AS SELECT a, t FROM parent GROUP BY a;
CREATE MATERIALIZED VIEW mv_later AS SELECT a, t FROM mv_late;
CREATE VIEW v AS SELECT * FROM mv;

-- Names that could break queries.
CREATE TABLE "Odd ""S'chema"."ta\ble'1 :names [[18: a | b]]" ("c'o\l" int, "select" text);
INSERT INTO "Odd ""S'chema"."ta\ble'1 :names [[18: a | b]]" SELECT i, 'z' || i % 3 FROM generate_series(1, 90) i;
CREATE INDEX "in'd\ex" ON "Odd ""S'chema"."ta\ble'1 :names [[18: a | b]]" (("c'o\l" + 1));

CREATE TABLE empty_table (a int);
CREATE UNLOGGED TABLE unlogged_table AS SELECT generate_series(1, 10) AS g;
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER fs FOREIGN DATA WRAPPER fdw;
CREATE FOREIGN TABLE ft (a text) SERVER fs;
CREATE SEQUENCE sq;
ANALYZE odd, parent, child, part, part1, part2, mv, mv_late, "Odd ""S'chema"."ta\ble'1 :names [[18: a | b]]",
    empty_table, unlogged_table;
CREATE TABLE after_analyze (a int UNIQUE);
