-- database: encoding 'SQL_ASCII' locale 'C'
-- Bytes of unknown encoding, in names, definitions and rows.
do $do$ begin
    execute E'create table "t_\xe9\xff" ("c\xf4" text default ''\xe9'', d date, b bytea, i int, g int)';
    execute E'insert into "t_\xe9\xff" values (''\xe0\xe9'', ''2020-01-01'', ''\\x00ff'', 1),
        (E''\xff\\ttab\\bbs\\\\\\f\\r\\n\\v'', null, null, null), (''\xc3\xa9'', null, '''', 3)';
    execute E'comment on table "t_\xe9\xff" is ''commentaire \xe9 \xc3\xa9''';
    execute E'create table "generated_\xe9" (a int generated always as identity, "b,(\xe9" text)';
    execute E'insert into "generated_\xe9" ("b,(\xe9") values (''\xe9''), (null)';
    execute E'create table plain (a text default ''\xfe'', check (a <> ''\xfd''))';
    execute E'insert into plain values (''\xe9t\xe9'')';
    execute E'create function "f_\xe9"() returns text language sql as $$ select ''\xe9'' $$';
    execute E'create type "en_\xe9" as enum (''\xe9'', ''\xe0'')';
    execute E'create schema "s\xe9"';
    execute E'create table "s\xe9"."s\xe9" ("\xe9" serial primary key, x "en_\xe9")';
    execute E'insert into "s\xe9"."s\xe9" (x) values (''\xe9'')';
    execute E'create view "v\xe9" as select "c\xf4" || ''\xe9'' as "\xe9" from "t_\xe9\xff"';
    execute E'create sequence "\x80\x81"';
    execute E'comment on large object ' || lo_from_bytea(77100, E'\\x00ff') || E' is ''\xe9''';
    execute E'create table "z\xe9" (a int)';
    execute E'create table "z\xc3\xa9" (a int)';
    execute E'create table "z\xc3" (a int)';
    execute E'create table "z\xe6\x97\xa5" (a int)';
    execute E'alter database "' || current_database() || E'" set application_name = ''\xe9''';
end $do$;
create table "u_é" ("é" text default 'é');
insert into "u_é" values ('é'), (E'\xe9');
