-- The database from which the archives in this folder were dumped.
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'what the archives hold';
CREATE TABLE app.person (id integer PRIMARY KEY, name text NOT NULL);
-- More than 64 KiB, so that LZ4 needs blocks that refer back to earlier ones.
INSERT INTO app.person SELECT g, 'person ' || g || E' of\ta \\ quite é ' || md5(g::text) FROM generate_series(1, 1500) g;
CREATE TABLE app.nothing (a integer);
CREATE TABLE app."naïve" (b text);
INSERT INTO app."naïve" VALUES ('ÄÖÜ'), (NULL);
CREATE VIEW app.name AS SELECT name FROM app.person;
SELECT lo_from_bytea(1001, 'small');
SELECT lo_from_bytea(1002, '');
SELECT lo_from_bytea(4000000000, convert_to(repeat('large object ', 2000), 'UTF8'));
