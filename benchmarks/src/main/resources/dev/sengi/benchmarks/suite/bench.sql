CREATE TABLE branches (bid int PRIMARY KEY, bbalance int, filler char(88));
CREATE TABLE tellers (tid int PRIMARY KEY, bid int REFERENCES branches, tbalance int, filler char(84));
CREATE TABLE accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
CREATE TABLE notes (id int PRIMARY KEY, at timestamptz, author text, price numeric(9,2), note text);
CREATE TABLE pictures (id int PRIMARY KEY, content bytea);

INSERT INTO branches SELECT i, 0, '' FROM generate_series(1, greatest(1, pg_temp.scaled(30))) i;

INSERT INTO tellers SELECT i, 1 + i % (SELECT count(*) FROM branches), 0, ''
FROM generate_series(1, pg_temp.scaled(300)) i;

INSERT INTO accounts SELECT i, 1 + i % (SELECT count(*) FROM branches), i % 1999 - 999, ''
FROM generate_series(1, pg_temp.scaled(3000000)) i;

INSERT INTO notes SELECT i, timestamptz '2026-01-01 UTC' + i * interval '7 seconds', 'author ' || i % 997,
    i % 100000 / 100.0, md5(i::text) || ' has seen ' || md5((i % 1009)::text)
FROM generate_series(1, pg_temp.scaled(1500000)) i;

INSERT INTO pictures SELECT i, (
    SELECT string_agg(sha256((i * 1000 + n)::text::bytea), '') FROM generate_series(1, 256) n)
FROM generate_series(1, pg_temp.scaled(15000)) i;

CREATE INDEX ON notes (author);

ALTER TABLE accounts ADD FOREIGN KEY (bid) REFERENCES branches;
