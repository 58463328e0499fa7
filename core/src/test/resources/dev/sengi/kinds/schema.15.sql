-- Older servers give everyone CREATE on public, which a dump of 18's cannot take away again.
CREATE ROLE kinds_schema15_reader;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kinds_schema15_reader;
