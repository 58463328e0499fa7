CREATE TABLE followed (a int);
CREATE TABLE "Followed too" (a int);
CREATE SUBSCRIPTION waiting CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = 'no');
CREATE SUBSCRIPTION "Enabled" CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE);
INSERT INTO pg_subscription_rel
    SELECT s.oid, c.oid, 'r', '0/1F4'
    FROM pg_subscription s, pg_class c
    WHERE s.subname = 'waiting' AND c.relname ILIKE 'followed%'
        AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database());
INSERT INTO pg_subscription_rel
    SELECT s.oid, 'followed'::regclass, 'i', NULL
    FROM pg_subscription s
    WHERE s.subname = 'Enabled' AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database());
SELECT pg_replication_origin_advance('pg_' || s.oid, '0/1234')
    FROM pg_subscription s
    WHERE s.subname = 'Enabled' AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database());
-- The worker that this starts cannot connect.
UPDATE pg_subscription s SET subenabled = true, subslotname = 'slot'
    WHERE s.subname = 'Enabled' AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database());
