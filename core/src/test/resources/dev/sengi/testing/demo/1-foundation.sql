-- The Skerry Line, a fictional ferry company: its roles, schemas, types and the functions that tables need.
-- Everything is computed, nothing is random, so that every load produces the same rows.
SET timezone = 'UTC';
SET client_min_messages = warning;

DO $roles$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['skerry_owner', 'skerry_clerk', 'skerry_reader', 'Night Watch'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
END
$roles$;

CREATE SCHEMA ext;
CREATE EXTENSION btree_gist WITH SCHEMA ext;
CREATE SCHEMA fleet AUTHORIZATION skerry_owner;
CREATE SCHEMA timetable AUTHORIZATION skerry_owner;
CREATE SCHEMA sales AUTHORIZATION skerry_owner;
CREATE SCHEMA audit;
CREATE SCHEMA "Odd Names";
COMMENT ON SCHEMA fleet IS 'Vessels, the people aboard them, and what is done to keep both going';
COMMENT ON SCHEMA "Odd Names" IS 'Names that have to be quoted: it''s what tests are for';

CREATE TYPE fleet.vessel_state AS ENUM ('in service', 'laid up', 'in dock', 'sold', 'crew''s day off');
ALTER TYPE fleet.vessel_state ADD VALUE 'on trial' BEFORE 'in service';
COMMENT ON TYPE fleet.vessel_state IS 'What a vessel is doing this season';
CREATE TYPE sales.channel AS ENUM ('quay', 'web', 'telephone', 'agency');
CREATE TYPE sales.nothing_yet AS ENUM ();

CREATE TYPE fleet.dimensions AS (length_m numeric(6, 2), beam_m numeric(6, 2), draught_m numeric(5, 2));
COMMENT ON COLUMN fleet.dimensions.draught_m IS 'With full tanks';
CREATE TYPE sales.postal_address AS (lines text[], postcode text COLLATE "C", "Country" char(2));

CREATE DOMAIN fleet.imo_number AS text
    CONSTRAINT imo_number_shape CHECK (VALUE ~ '^IMO [0-9]{7}$');
COMMENT ON DOMAIN fleet.imo_number IS 'The hull''s number for life';
COMMENT ON CONSTRAINT imo_number_shape ON DOMAIN fleet.imo_number IS 'Seven digits';
CREATE DOMAIN sales.pence AS integer DEFAULT 0 NOT NULL CHECK (VALUE >= 0);
CREATE DOMAIN sales.email AS varchar(120) COLLATE "C"
    CONSTRAINT email_has_at CHECK (position('@' IN VALUE::text) > 1)
    CONSTRAINT email_is_lower CHECK (VALUE::text = lower(VALUE::text));

CREATE TYPE timetable.tide_range AS RANGE (
    subtype = float8,
    subtype_diff = float8mi,
    multirange_type_name = timetable.tide_multirange
);
CREATE TYPE timetable.clock_range AS RANGE (subtype = time);

CREATE FUNCTION timetable.nautical_miles(a point, b point) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT round(((a <-> b) * 60)::numeric, 2) $$;
COMMENT ON FUNCTION timetable.nautical_miles(point, point) IS 'A flat sea is near enough';

CREATE FUNCTION sales.in_pounds(amount sales.pence) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '£' || (amount / 100) || '.' || lpad((amount % 100)::text, 2, '0');

CREATE FUNCTION sales.reference(id bigint, prefix text DEFAULT 'SK'::text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    COST 5
    AS $_$
DECLARE
    letters constant text := 'ABCDEFGHJKLMNPQRSTUVWXYZ';  -- no I, no O: they look like 1 and 0
    rest bigint := id;
    code text := '';
BEGIN
    WHILE rest > 0 LOOP
        code := substr(letters, (rest % 24)::int + 1, 1) || code;
        rest := rest / 24;
    END LOOP;
    RETURN prefix || '-' || lpad(code, 5, 'A');
END
$_$;

CREATE SEQUENCE sales.invoice_number AS bigint START WITH 20260001 INCREMENT BY 1 CACHE 10;
COMMENT ON SEQUENCE sales.invoice_number IS 'Gaps are allowed, the auditors say';
CREATE SEQUENCE fleet.tag_number AS smallint MINVALUE -100 MAXVALUE 100 START WITH 0 INCREMENT BY -2 CYCLE;
SELECT setval('sales.invoice_number', 20261234), nextval('fleet.tag_number'), nextval('fleet.tag_number');
