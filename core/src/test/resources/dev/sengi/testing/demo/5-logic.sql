-- Views, functions, triggers, rules and policies.
SET timezone = 'UTC';

CREATE VIEW fleet.active_vessel AS
    SELECT id, name, state, seats FROM fleet.vessel WHERE state = ANY (ARRAY['in service', 'on trial']::fleet.vessel_state[])
    WITH CASCADED CHECK OPTION;
COMMENT ON VIEW fleet.active_vessel IS 'What can sail tomorrow';
CREATE VIEW fleet.chain_of_mentors AS
    WITH RECURSIVE chain(id, mentor, depth) AS (
        SELECT id, mentor, 0 FROM fleet.crew_member WHERE mentor IS NULL
        UNION ALL
        SELECT c.id, c.mentor, chain.depth + 1 FROM fleet.crew_member c JOIN chain ON c.mentor = chain.id
    )
    SELECT chain.id, m.full_name, chain.depth FROM chain JOIN fleet.crew_member m USING (id);
CREATE VIEW sales.open_booking WITH (security_barrier = true) AS
    SELECT b.id, b.reference, b.customer, c.name AS customer_name, b.departs, sales.in_pounds(b.total) AS price
    FROM sales.booking b LEFT JOIN sales.customer c ON c.id = b.customer
    WHERE b.departs > '2026-06-01 00:00:00+00'::timestamp with time zone;
CREATE VIEW sales.open_by_customer AS
    SELECT customer_name, count(*) AS bookings, max(departs) AS last FROM sales.open_booking GROUP BY customer_name;
CREATE MATERIALIZED VIEW sales.revenue_by_route WITH (fillfactor = 90) AS
    SELECT f.route, count(*) AS tickets, sum(t.price) AS pence, max(b.booked_at) AS latest
    FROM sales.ticket t JOIN sales.fare f ON f.id = t.fare JOIN sales.booking b ON b.id = t.booking
    GROUP BY f.route;
CREATE UNIQUE INDEX revenue_by_route_idx ON sales.revenue_by_route (route);
COMMENT ON MATERIALIZED VIEW sales.revenue_by_route IS 'Refreshed at night';
CREATE MATERIALIZED VIEW sales.revenue_total AS SELECT sum(pence) AS pence FROM sales.revenue_by_route;
CREATE MATERIALIZED VIEW sales.not_yet AS SELECT id FROM sales.customer WITH NO DATA;

-- SQL-standard bodies depend on the tables they name.
CREATE FUNCTION sales.spent_by(customer_id bigint) RETURNS bigint
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        SELECT sum((b.total)::integer) FROM sales.booking b WHERE b.customer = customer_id;
    END;
CREATE FUNCTION timetable.next_sailings(from_port character, OUT vessel text, OUT departs timestamp with time zone)
    RETURNS SETOF record
    LANGUAGE sql STABLE ROWS 20
    AS $$
    SELECT v.name, s.departs
    FROM timetable.sailing s JOIN timetable.route r ON r.id = s.route LEFT JOIN fleet.vessel v ON v.id = s.vessel
    WHERE r.origin = from_port AND NOT s.cancelled
    ORDER BY s.departs
$$;
CREATE FUNCTION sales.cheapest(VARIADIC classes text[]) RETURNS TABLE(class text, price integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'sales', 'pg_temp'
    SET work_mem TO '8MB'
    AS $$ SELECT class, min(price)::int FROM fare WHERE class = ANY (classes) GROUP BY class $$;
CREATE FUNCTION fleet.longest_step(state interval, value interval) RETURNS interval
    LANGUAGE sql IMMUTABLE LEAKPROOF PARALLEL SAFE RETURN GREATEST(state, value);
CREATE AGGREGATE fleet.longest(interval) (
    SFUNC = fleet.longest_step, STYPE = interval, COMBINEFUNC = fleet.longest_step, INITCOND = '0', PARALLEL = safe
);
COMMENT ON AGGREGATE fleet.longest(interval) IS 'The longest of them all';
CREATE VIEW fleet.longest_run AS SELECT vessel, fleet.longest(running) AS running FROM fleet.engine_log GROUP BY vessel;

CREATE PROCEDURE timetable.cancel(IN sailing_id bigint, IN reason text DEFAULT 'weather'::text, INOUT refunded integer DEFAULT 0)
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE timetable.sailing SET cancelled = true WHERE id = sailing_id;
    SELECT count(*) INTO refunded FROM sales.booking WHERE sailing = sailing_id;
    INSERT INTO timetable.notice VALUES (CASE reason WHEN 'weather' THEN 'gale' ELSE reason END, current_date, reason);
END
$$;
COMMENT ON PROCEDURE timetable.cancel(bigint, text, integer) IS 'Says how many bookings are owed their money';

CREATE TABLE audit.event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamp with time zone DEFAULT now(),
    what text NOT NULL,
    who name DEFAULT CURRENT_USER,
    before jsonb,
    after jsonb
);
INSERT INTO audit.event (at, what, who, after)
SELECT timestamptz '2026-02-01 00:00+00' + n * interval '11 minutes', 'INSERT', 'skerry_clerk', jsonb_build_object('n', n)
FROM generate_series(1, 1200) n;

CREATE FUNCTION audit.record_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO audit.event (what, before, after)
    VALUES (TG_OP || ' ' || COALESCE(TG_ARGV[0], TG_TABLE_NAME), to_jsonb(OLD), to_jsonb(NEW));
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE FUNCTION audit.record_statement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO audit.event (what, after) SELECT TG_OP || ' many', to_jsonb(count(*)) FROM new_rows;
    RETURN NULL;
END
$$;
CREATE TRIGGER customer_audit BEFORE INSERT OR DELETE OR UPDATE OF name, email ON sales.customer
    FOR EACH ROW EXECUTE FUNCTION audit.record_row('customer', 'it''s "quoted"');
CREATE TRIGGER payment_audit AFTER INSERT ON sales.payment
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_statement();
CREATE CONSTRAINT TRIGGER ticket_check AFTER INSERT OR UPDATE ON sales.ticket
    FROM sales.booking DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN ((new.price)::integer > 100000) EXECUTE FUNCTION audit.record_row('dear ticket');
CREATE TRIGGER sailing_audit AFTER UPDATE ON timetable.sailing
    FOR EACH ROW WHEN (old.cancelled IS DISTINCT FROM new.cancelled) EXECUTE FUNCTION audit.record_row();
CREATE TRIGGER active_vessel_insert INSTEAD OF INSERT ON fleet.active_vessel
    FOR EACH ROW EXECUTE FUNCTION audit.record_row('view');
CREATE TRIGGER crew_truncated BEFORE TRUNCATE ON fleet.crew_member
    FOR EACH STATEMENT EXECUTE FUNCTION audit.record_row();
ALTER TABLE fleet.crew_member DISABLE TRIGGER crew_truncated;
ALTER TABLE sales.payment ENABLE ALWAYS TRIGGER payment_audit;
COMMENT ON TRIGGER customer_audit ON sales.customer IS 'Names and addresses are personal data';

CREATE RULE payment_stays AS ON DELETE TO sales.payment DO INSTEAD NOTHING;
CREATE RULE open_booking_update AS ON UPDATE TO sales.open_booking
    WHERE (new.departs <> old.departs)
    DO INSTEAD UPDATE sales.booking SET note = 'wants to move' WHERE (booking.id = old.id);
CREATE RULE document_log AS ON INSERT TO audit.document
    DO ALSO (INSERT INTO audit.event (what) VALUES ('document'); NOTIFY documents;);
COMMENT ON RULE payment_stays ON sales.payment IS 'Money is never deleted';
CREATE VIEW sales.deletable AS SELECT id, name FROM sales.customer;
CREATE RULE deletable_delete AS ON DELETE TO sales.deletable DO INSTEAD NOTHING;
ALTER VIEW sales.deletable ALTER COLUMN name SET DEFAULT 'nobody'::text;

ALTER TABLE sales.customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales.booking ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit.document FORCE ROW LEVEL SECURITY;
CREATE POLICY own_agency ON sales.customer FOR SELECT TO skerry_clerk, "Night Watch" USING (agency = CURRENT_USER);
CREATE POLICY no_owls ON sales.customer AS RESTRICTIVE TO PUBLIC
    USING ((name !~~ '%owl%'::text)) WITH CHECK ((length(name) > 2));
CREATE POLICY clerk_adds ON sales.booking FOR INSERT TO skerry_clerk WITH CHECK (total::integer < 50000);
CREATE POLICY reader_sees_past ON sales.booking FOR SELECT TO skerry_reader
    USING (EXISTS (SELECT FROM timetable.sailing s WHERE s.id = booking.sailing AND s.departs < now()));
COMMENT ON POLICY own_agency ON sales.customer IS 'Each agency sees its own people';
