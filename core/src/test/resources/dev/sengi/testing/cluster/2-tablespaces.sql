SET allow_in_place_tablespaces = on;
CREATE TABLESPACE zz_first LOCATION '';
CREATE TABLESPACE "Space 2" OWNER plain LOCATION '' WITH (seq_page_cost = 1.5, random_page_cost = 2);
COMMENT ON TABLESPACE "Space 2" IS 'room for more';
GRANT CREATE ON TABLESPACE "Space 2" TO member_c WITH GRANT OPTION;
GRANT CREATE ON TABLESPACE zz_first TO PUBLIC;
INSERT INTO pg_shseclabel VALUES
    ((SELECT oid FROM pg_tablespace WHERE spcname = 'zz_first'), 'pg_tablespace'::regclass, 'some', 'label');
