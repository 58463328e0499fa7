CREATE ROLE plain;
CREATE ROLE everything LOGIN SUPERUSER CREATEDB CREATEROLE REPLICATION BYPASSRLS CONNECTION LIMIT 7
    VALID UNTIL '2031-05-06 07:08:09+02' PASSWORD 'secret';
CREATE ROLE apart NOINHERIT LOGIN CONNECTION LIMIT 0 VALID UNTIL 'infinity';
SET password_encryption = 'md5';
CREATE ROLE old_password LOGIN PASSWORD 'md5secret';
RESET password_encryption;
CREATE ROLE "Quoted Role" LOGIN;
CREATE ROLE "double""quote";
CREATE ROLE "ünïcode";
CREATE ROLE "equals=sign";
CREATE ROLE "select";
CREATE ROLE "back\slash";
CREATE ROLE reader LOGIN;
COMMENT ON ROLE plain IS 'It''s a \ comment
in two lines';
COMMENT ON ROLE "Quoted Role" IS '';
CREATE ROLE admin_a;
CREATE ROLE member_c;
CREATE ROLE member_d;
CREATE ROLE crew;
GRANT crew TO admin_a WITH ADMIN OPTION;
GRANT crew TO member_c;
GRANT pg_read_all_data TO member_c, "Quoted Role";
GRANT "Quoted Role" TO "double""quote";
GRANT "double""quote" TO "ünïcode" WITH ADMIN OPTION;
ALTER ROLE plain SET work_mem = '4MB';
ALTER ROLE plain SET search_path = a, "B c", public;
ALTER ROLE plain SET "foo.bar" = 'it''s \';
ALTER ROLE "Quoted Role" SET DateStyle = 'ISO, DMY';
ALTER ROLE postgres SET log_min_messages = 'warning';
-- No label provider exists here; servers do not check what the catalog contains.
INSERT INTO pg_shseclabel VALUES
    ((SELECT oid FROM pg_authid WHERE rolname = 'plain'), 'pg_authid'::regclass, 'some''provider', 'a\label'),
    ((SELECT oid FROM pg_authid WHERE rolname = 'plain'), 'pg_authid'::regclass, 'another', 'label');
