-- Features of newer servers.
DO $newer$
DECLARE
    major constant int := current_setting('server_version_num')::int / 10000;
BEGIN
    IF major >= 15 THEN
        -- pg_dump 18 cannot restore this on PostgreSQL 14, where everyone has CREATE.
        EXECUTE 'REVOKE ALL ON SCHEMA public FROM PUBLIC';
        EXECUTE 'ALTER TABLE sales.fare ADD CONSTRAINT fare_nulls_too UNIQUE NULLS NOT DISTINCT (id, class)';
        EXECUTE 'CREATE VIEW sales.own_bookings WITH (security_invoker = true) AS SELECT * FROM sales.booking';
        EXECUTE 'CREATE UNLOGGED SEQUENCE sales.basket_number';
    END IF;
    IF major >= 16 THEN
        EXECUTE 'ALTER TABLE fleet.vessel ALTER COLUMN name SET STORAGE DEFAULT';
        EXECUTE 'ALTER TABLE fleet.job ALTER COLUMN title SET STORAGE EXTERNAL';
    END IF;
    IF major >= 18 THEN
        EXECUTE 'ALTER TABLE fleet.duty ADD COLUMN boarded timestamptz GENERATED ALWAYS AS (lower(aboard)) VIRTUAL';
        EXECUTE 'ALTER TABLE sales.ticket ADD CONSTRAINT ticket_seat_shape CHECK (seat ~ ''^[A-F]'') NOT ENFORCED';
        EXECUTE 'ALTER TABLE fleet.job ADD CONSTRAINT job_priority_known NOT NULL priority NOT VALID';
        EXECUTE 'CREATE TABLE timetable.berth_plan (port char(3), berth int, stay tstzrange,'
            || ' PRIMARY KEY (port, berth, stay WITHOUT OVERLAPS))';
        EXECUTE 'COMMENT ON CONSTRAINT crew_given_name_present ON fleet.crew_member IS ''Everyone has one''';
    END IF;
END
$newer$;
