-- The ship chandler who supplies the Skerry Line. For servers too old for the ferry company's own database, it uses only what
-- PostgreSQL 9.6 has and can restore from a dump by pg_dump 18. Everything is computed, nothing is random, so that every load
-- produces the same rows.
SET timezone = 'UTC';
SET client_min_messages = warning;

DO $roles$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['chandler_owner', 'chandler_clerk', 'Counter Hand'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
END
$roles$;

CREATE SCHEMA stock AUTHORIZATION chandler_owner;
CREATE SCHEMA sales;
CREATE SCHEMA "Back Room";
COMMENT ON SCHEMA stock IS 'What is on the shelves';
CREATE EXTENSION pg_trgm WITH SCHEMA "Back Room";

CREATE TYPE stock.shelf AS ENUM ('rope', 'paint', 'brass', 'it''s odd');
CREATE TYPE stock.size AS (length_m numeric(6, 2), weight_kg numeric(6, 2));
COMMENT ON COLUMN stock.size.weight_kg IS 'When dry';
CREATE TYPE sales.price_range AS RANGE (subtype = numeric);
CREATE DOMAIN sales.pence AS integer DEFAULT 0 NOT NULL CONSTRAINT not_negative CHECK (VALUE >= 0);
CREATE SEQUENCE sales.invoice_number START 1000 INCREMENT 5 MAXVALUE 999999 CACHE 3 CYCLE;
SELECT nextval('sales.invoice_number') FROM generate_series(1, 7);

CREATE TABLE stock.item (
    id serial PRIMARY KEY,
    name text NOT NULL COLLATE "C",
    shelf stock.shelf DEFAULT 'rope',
    size stock.size,
    price sales.pence,
    tags text[] DEFAULT '{}',
    picture bytea,
    CONSTRAINT has_name CHECK (name <> '')
);
INSERT INTO stock.item (name, shelf, size, price, tags, picture)
SELECT 'Item ' || n || E'\t"quoted" \\ and\nlong', (enum_range(NULL::stock.shelf))[1 + n % 4], ROW(n, n / 10.0)::stock.size,
    n * 7, ARRAY['t' || n % 3, NULL], decode(md5(n::text), 'hex')
FROM generate_series(1, 400) n;
ALTER TABLE stock.item OWNER TO chandler_owner;
ALTER TABLE stock.item ALTER picture SET STORAGE EXTERNAL, ALTER name SET STATISTICS 50, CLUSTER ON item_pkey;
COMMENT ON TABLE stock.item IS E'One line\nand another';
COMMENT ON COLUMN stock.item.price IS 'Without tax';
CREATE INDEX item_name ON stock.item USING gin (name "Back Room".gin_trgm_ops);
CREATE UNIQUE INDEX item_once ON stock.item (lower(name), shelf DESC NULLS LAST) WHERE price > 0;
COMMENT ON INDEX stock.item_once IS 'Nothing twice';

CREATE TABLE sales.customer (code char(4) PRIMARY KEY, name varchar(60), since date, balance float8, note jsonb);
INSERT INTO sales.customer
SELECT to_char(n, 'FM0000'), 'Vessel ' || n, date '2001-02-03' + n, n / 3.0::float8, json_build_object('n', n)::jsonb
FROM generate_series(1, 60) n;
CREATE TABLE sales.account_customer (credit sales.pence) INHERITS (sales.customer);
INSERT INTO sales.account_customer VALUES ('A001', 'The Skerry Line', '2010-01-01', 'NaN', NULL, 5);
CREATE TABLE sales.invoice (
    number integer DEFAULT nextval('sales.invoice_number') PRIMARY KEY,
    customer char(4) NOT NULL REFERENCES sales.customer ON DELETE CASCADE,
    item integer CONSTRAINT invoice_item REFERENCES stock.item (id) DEFERRABLE,
    at timestamp with time zone DEFAULT now(),
    EXCLUDE USING btree (customer WITH =, item WITH =, at WITH =)
) WITH (fillfactor = 80);
INSERT INTO sales.invoice (customer, item, at)
SELECT to_char(1 + n % 60, 'FM0000'), 1 + n % 400, timestamptz '2020-01-01 00:00+00' + n * interval '1 hour'
FROM generate_series(1, 900) n;
ALTER SEQUENCE sales.invoice_number OWNED BY sales.invoice.number;
CREATE UNLOGGED TABLE "Back Room"."To Do" ("what?" text, "select" int);
INSERT INTO "Back Room"."To Do" VALUES ('sweep', NULL), ('', 1), (E'\\.', 2);

CREATE FUNCTION stock.worth(shelf stock.shelf, tax numeric DEFAULT 0.2) RETURNS numeric
    LANGUAGE sql STABLE SET search_path = stock, pg_temp
    AS $$ SELECT sum(i.price * (1 + tax)) FROM stock.item i WHERE i.shelf = worth.shelf $$;
CREATE FUNCTION sales.stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    AS $$ BEGIN NEW.at := coalesce(NEW.at, now()); RETURN NEW; END $$;
CREATE AGGREGATE sales.total (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE CAST (stock.size AS text) WITH INOUT;
CREATE VIEW stock.brass AS SELECT id, name, price FROM stock.item WHERE shelf = 'brass' WITH CHECK OPTION;
CREATE VIEW sales.open AS SELECT i.number, c.name, b.price FROM sales.invoice i
    JOIN sales.customer c ON c.code = i.customer LEFT JOIN stock.brass b ON b.id = i.item;
CREATE MATERIALIZED VIEW sales.by_customer AS
    SELECT customer, count(*) AS invoices, sales.total(item) AS items FROM sales.invoice GROUP BY customer;
CREATE INDEX by_customer_invoices ON sales.by_customer (invoices);
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF at ON sales.invoice FOR EACH ROW EXECUTE PROCEDURE sales.stamp();
ALTER TABLE sales.invoice DISABLE TRIGGER stamp;
CREATE RULE keep AS ON DELETE TO sales.customer WHERE old.balance > 0 DO INSTEAD NOTHING;
ALTER TABLE sales.customer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON sales.customer FOR SELECT TO chandler_clerk USING (name = current_user::text);
CREATE TEXT SEARCH CONFIGURATION stock.words (COPY = simple);
CREATE FOREIGN DATA WRAPPER harbour OPTIONS (berth '3');
CREATE SERVER quay FOREIGN DATA WRAPPER harbour OPTIONS (host 'quay');
CREATE FOREIGN TABLE sales.arriving (vessel text OPTIONS (column_name 'v') NOT NULL) SERVER quay;

SELECT lo_from_bytea(7001, decode(repeat('00ff5c', 2000), 'hex'));
COMMENT ON LARGE OBJECT 7001 IS 'The plan of the shop';
GRANT SELECT ON LARGE OBJECT 7001 TO chandler_clerk;
GRANT USAGE ON SCHEMA stock, sales TO PUBLIC;
GRANT SELECT, INSERT ON stock.item TO chandler_clerk WITH GRANT OPTION;
GRANT SELECT (code, name) ON sales.customer TO "Counter Hand";
REVOKE EXECUTE ON FUNCTION sales.stamp() FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE chandler_owner IN SCHEMA stock GRANT SELECT ON TABLES TO chandler_clerk;
