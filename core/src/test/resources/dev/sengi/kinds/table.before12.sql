-- Rows with OIDs, which a dump does not preserve.
CREATE SCHEMA tk;
CREATE TABLE tk."With oids" (a int) WITH OIDS;
INSERT INTO tk."With oids" VALUES (1), (2);
CREATE TABLE tk.more (b int) WITH (fillfactor = 70, oids);
CREATE TABLE tk.child () INHERITS (tk.more);
CREATE UNLOGGED TABLE tk.unlogged (a int) WITH OIDS;
CREATE TYPE tk.composite AS (x int);
CREATE TABLE tk.typed OF tk.composite WITH OIDS;
CREATE TABLE with_oids_key (a int, UNIQUE (oid)) WITH OIDS;
