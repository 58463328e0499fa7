-- database: encoding 'SQL_ASCII' locale 'C'
-- Text of unknown encoding that happens to be UTF-8.
create table "t_é" ("cô" text default 'é', d date);
insert into "t_é" values ('àéîõü', '2020-01-01'), ('ÿ', null);
comment on table "t_é" is 'commentaire é à ÿ';
create function "f_é"() returns text language sql as $$ select 'é' $$;
create table "t_日本" (日本 text check (日本 <> '日'));
insert into "t_日本" values ('日本');
select lo_from_bytea(77100, '\x00ff');
comment on large object 77100 is 'é';
