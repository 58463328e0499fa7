-- Older servers grant CREATE on public to everyone, which a dump by pg_dump 18 cannot revoke.
CREATE ROLE kinds_schema15_reader;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kinds_schema15_reader;
