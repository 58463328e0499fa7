-- database: encoding 'LATIN1' locale 'C'
-- Text in a single-byte encoding.
create table "t_é" ("cô" text default 'é', d date);
insert into "t_é" values ('àéîõü', '2020-01-01'), ('ÿ', null);
comment on table "t_é" is 'commentaire é à ÿ';
create function "f_é"() returns text language sql as $$ select 'é' $$;
create type "en_é" as enum ('é', 'à');
create domain "dö" as text check (value <> 'ö');
create view "vé" as select "cô" || 'é' as "é" from "t_é";
select lo_from_bytea(77100, '\x00ff');
comment on large object 77100 is 'é';
create index "ié" on "t_é" (("cô" || 'é'));
create schema "sé"; create table "sé"."sé" (é serial);
