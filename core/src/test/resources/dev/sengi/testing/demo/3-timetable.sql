-- Ports, the sea between them, and the crossings.
SET timezone = 'UTC';

CREATE TABLE timetable.port (
    code character(3) PRIMARY KEY,
    name text NOT NULL,
    place point NOT NULL,
    basin polygon,
    berths integer DEFAULT 1 NOT NULL CHECK (berths > 0),
    opens time without time zone DEFAULT '05:30:00'::time without time zone,
    closes time with time zone,
    id uuid DEFAULT gen_random_uuid() NOT NULL UNIQUE,
    notice xml
);
INSERT INTO timetable.port
SELECT chr(65 + n) || chr(75 + n % 15) || chr(90 - n), 'Port of ' || initcap(chr(97 + n) || 'ness'),
       point(-3 + n * 0.071, 58.5 + n % 7 * 0.19), polygon(box(point(n, n), point(n + 1, n + 2))),
       1 + n % 4, make_time(4 + n % 3, 30, 0), timetz '22:15:00+01', md5('port' || n)::uuid,
       NULL
FROM generate_series(0, 23) n;

CREATE TABLE timetable.distance (
    origin character(3) NOT NULL REFERENCES timetable.port,
    destination character(3) NOT NULL REFERENCES timetable.port,
    miles numeric(7, 2) NOT NULL,
    PRIMARY KEY (origin, destination),
    CHECK (origin <> destination)
);
CREATE INDEX distance_short_idx ON timetable.distance (miles) INCLUDE (origin, destination) WHERE (miles < 60);
INSERT INTO timetable.distance
SELECT a.code, b.code, timetable.nautical_miles(a.place, b.place)
FROM timetable.port a JOIN timetable.port b ON a.code <> b.code;

-- Instrument readings: child tables, one of which inherits from two parents.
CREATE TABLE timetable.reading (
    port character(3) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT reading_after_opening CHECK (at > '2000-01-01 00:00:00+00'::timestamp with time zone)
);
CREATE TABLE timetable.signed (signature bytea, verified boolean DEFAULT false);
CREATE TABLE timetable.tide_reading (
    metres double precision DEFAULT 0,
    PRIMARY KEY (port, at)
) INHERITS (timetable.reading, timetable.signed);
CREATE TABLE timetable.weather_reading (
    port character(3) DEFAULT '???'::bpchar NOT NULL,
    wind_knots integer,
    sea_state text COLLATE "C",
    CONSTRAINT weather_wind CHECK (wind_knots >= 0) NO INHERIT
) INHERITS (timetable.reading);
ALTER TABLE timetable.tide_reading ALTER COLUMN verified SET DEFAULT true;
INSERT INTO timetable.tide_reading (port, at, metres, signature)
SELECT p.code, timestamptz '2026-01-01 00:00+00' + n * interval '30 minutes', round((3 * sin(n / 3.95))::numeric, 3),
       CASE WHEN n % 40 = 0 THEN decode(md5(p.code || n), 'hex') END
FROM timetable.port p, generate_series(0, 499) n;
INSERT INTO timetable.weather_reading
SELECT p.code, timestamptz '2026-01-01 00:10+00' + n * interval '6 hours', n * 7 % 61,
       (ARRAY['calm', 'smooth', 'slight', 'rough', NULL])[1 + n % 5]
FROM timetable.port p, generate_series(0, 119) n;
INSERT INTO timetable.reading SELECT code, '2001-02-03 04:05:06+00' FROM timetable.port;

CREATE TABLE timetable.route (
    id smallint GENERATED ALWAYS AS IDENTITY (MAXVALUE 999 CYCLE) PRIMARY KEY,
    name text NOT NULL,
    origin character(3) NOT NULL,
    destination character(3) NOT NULL,
    stops character(3)[] NOT NULL,
    depth timetable.tide_range,
    unsafe timetable.tide_multirange,
    FOREIGN KEY (origin, destination) REFERENCES timetable.distance,
    CONSTRAINT route_pair_key UNIQUE (origin, destination) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO timetable.route (name, origin, destination, stops, depth, unsafe)
SELECT 'Route ' || row_number() OVER w || CASE WHEN miles > 80 THEN ' (overnight)' ELSE '' END,
       origin, destination, ARRAY[origin, destination], timetable.tide_range(-1.5, round(miles / 20, 1)::float8, '(]'),
       timetable.tide_multirange(timetable.tide_range(NULL, -2), timetable.tide_range(4, NULL))
FROM timetable.distance
WHERE hashtext(origin || destination) % 12 = 0
WINDOW w AS (ORDER BY origin, destination)
ORDER BY origin, destination;

-- Partitioned by time; one year is subpartitioned by hash, and a default partition takes the rest.
CREATE TABLE timetable.sailing (
    id bigint NOT NULL,
    departs timestamp with time zone NOT NULL,
    route smallint NOT NULL REFERENCES timetable.route,
    vessel integer REFERENCES fleet.vessel,
    delay interval DEFAULT '00:00:00'::interval NOT NULL,
    cancelled boolean DEFAULT false NOT NULL,
    load numeric(5, 2),
    CONSTRAINT sailing_pkey PRIMARY KEY (id, departs),
    CONSTRAINT sailing_delay_positive CHECK (delay >= '00:00:00'::interval)
) PARTITION BY RANGE (departs);
COMMENT ON TABLE timetable.sailing IS 'One crossing on one day';
CREATE TABLE timetable.sailing_2025 PARTITION OF timetable.sailing
    FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00') PARTITION BY HASH (id, departs);
CREATE TABLE timetable.sailing_2025_0 PARTITION OF timetable.sailing_2025 FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE timetable.sailing_2025_1 PARTITION OF timetable.sailing_2025 FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE timetable.sailing_2025_2 PARTITION OF timetable.sailing_2025 FOR VALUES WITH (MODULUS 3, REMAINDER 2);
CREATE TABLE timetable.sailing_2026 PARTITION OF timetable.sailing (
    load DEFAULT 0.5,
    CONSTRAINT sailing_2026_load CHECK (load < 2)
) FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
CREATE TABLE timetable.sailing_other PARTITION OF timetable.sailing DEFAULT;
CREATE INDEX sailing_route_idx ON timetable.sailing (route, departs DESC);
CREATE INDEX sailing_cancelled_idx ON ONLY timetable.sailing (cancelled);
CREATE INDEX sailing_2026_cancelled_idx ON timetable.sailing_2026 (cancelled);
ALTER INDEX timetable.sailing_cancelled_idx ATTACH PARTITION timetable.sailing_2026_cancelled_idx;
COMMENT ON COLUMN timetable.sailing_2026.load IS 'Half full unless counted';
INSERT INTO timetable.sailing
SELECT n, timestamptz '2024-12-30 06:00+00' + n * interval '8 hours',
       1 + n % (SELECT count(*) FROM timetable.route), CASE WHEN n % 10 <> 0 THEN 10 + n % 44 * 5 END,
       CASE WHEN n % 6 = 0 THEN n % 90 * interval '1 minute' ELSE '0' END, n % 41 = 0, n % 100 / 100.0
FROM generate_series(1, 2000) n;

CREATE TABLE timetable.notice (
    kind text NOT NULL,
    day date NOT NULL,
    body text
) PARTITION BY LIST (kind);
CREATE TABLE timetable.notice_weather PARTITION OF timetable.notice FOR VALUES IN ('gale', 'fog');
CREATE TABLE timetable.notice_staff (body text, kind text NOT NULL, obsolete integer, day date NOT NULL);
ALTER TABLE timetable.notice_staff DROP COLUMN obsolete;
ALTER TABLE timetable.notice ATTACH PARTITION timetable.notice_staff FOR VALUES IN ('strike', E'it''s a holiday');
INSERT INTO timetable.notice
SELECT (ARRAY['gale', 'fog', 'strike', 'it''s a holiday'])[1 + n % 4], date 'epoch' + n * 40, repeat('All aboard. ', n % 30)
FROM generate_series(1, 400) n;
INSERT INTO timetable.notice VALUES ('fog', 'infinity', NULL), ('gale', '-infinity', '\.'), ('gale', '0044-03-15 BC', '\N');
