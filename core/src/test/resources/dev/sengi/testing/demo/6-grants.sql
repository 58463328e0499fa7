-- Owners and privileges.
DO $owners$
DECLARE
    owned record;
BEGIN
    FOR owned IN
        SELECT c.oid::regclass AS relation, c.relkind
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('fleet', 'timetable', 'sales') AND c.relkind IN ('r', 'p', 'v', 'm')
    LOOP
        EXECUTE format('ALTER %s %s OWNER TO skerry_owner',
            CASE owned.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, owned.relation);
    END LOOP;
END
$owners$;
ALTER SEQUENCE sales.invoice_number OWNER TO skerry_owner;
ALTER FUNCTION sales.spent_by(bigint) OWNER TO skerry_owner;
ALTER PROCEDURE timetable.cancel(bigint, text, integer) OWNER TO skerry_owner;
ALTER AGGREGATE fleet.longest(interval) OWNER TO skerry_owner;
ALTER TYPE fleet.vessel_state OWNER TO skerry_owner;
ALTER DOMAIN sales.email OWNER TO skerry_owner;
ALTER LARGE OBJECT 91002 OWNER TO skerry_clerk;

GRANT USAGE ON SCHEMA fleet, timetable, sales TO skerry_clerk, skerry_reader;
GRANT ALL ON SCHEMA audit TO "Night Watch" WITH GRANT OPTION;
GRANT SELECT ON ALL TABLES IN SCHEMA timetable TO PUBLIC;
GRANT SELECT, INSERT, UPDATE ON sales.booking, sales.ticket TO skerry_clerk;
GRANT SELECT, REFERENCES ON fleet.vessel TO skerry_reader WITH GRANT OPTION;
GRANT SELECT (id, given_name, full_name), UPDATE (email) ON fleet.crew_member TO skerry_clerk;
GRANT SELECT (id) ON fleet.crew_member TO PUBLIC;
GRANT ALL ON sales.customer TO skerry_clerk;
REVOKE TRUNCATE, TRIGGER ON sales.customer FROM skerry_clerk;
REVOKE ALL ON audit.event FROM postgres;
GRANT SELECT, INSERT ON audit.event TO postgres, "Night Watch";
REVOKE DELETE ON sales.payment FROM skerry_owner;
GRANT USAGE, SELECT ON SEQUENCE sales.invoice_number, sales.customer_id_seq TO skerry_clerk;
REVOKE EXECUTE ON FUNCTION sales.cheapest(VARIADIC text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sales.cheapest(VARIADIC text[]) TO skerry_clerk, skerry_reader;
GRANT EXECUTE ON PROCEDURE timetable.cancel(bigint, text, integer) TO skerry_clerk;
REVOKE USAGE ON TYPE sales.channel FROM PUBLIC;
GRANT USAGE ON TYPE sales.channel TO skerry_clerk;
REVOKE USAGE ON DOMAIN sales.pence FROM PUBLIC;
GRANT SELECT ON LARGE OBJECT 91001, 91003 TO skerry_reader;
GRANT SELECT, UPDATE ON LARGE OBJECT 91002 TO skerry_reader;

ALTER DEFAULT PRIVILEGES FOR ROLE skerry_owner IN SCHEMA sales GRANT SELECT ON TABLES TO skerry_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE skerry_owner GRANT USAGE ON SEQUENCES TO skerry_clerk;
ALTER DEFAULT PRIVILEGES FOR ROLE skerry_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA audit GRANT ALL ON TABLES TO "Night Watch" WITH GRANT OPTION;
