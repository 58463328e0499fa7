-- Objects inside and outside schemas, extensions and their members, partitions, child tables and foreign tables.
create extension file_fdw;
create extension hstore;
create schema e;
create extension pg_trgm schema e;
create extension citext schema e version '1.5';
create server files foreign data wrapper file_fdw;
create server "Other F" foreign data wrapper file_fdw;
create foreign table ft (a int, b text, "C d" numeric) server files options (program 'printf "1,x,2.5\n2,y z,3\n"', format 'csv');
create foreign table ft2 (a int) server "Other F" options (program 'printf "7\n8\n"', format 'csv');
create table p (a int, b text) partition by list (a);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2,3) partition by list (a);
create table p2a partition of p2 for values in (2);
create table e.p2b partition of p2 for values in (3);
create table inh (x int, c e.citext default 'x');
alter table inh drop c;
create table inh1 () inherits (inh);
create table e.inh2 (y int) inherits (inh1);
insert into p select i%3+1, 'x'||i from generate_series(1,10) i;
insert into inh values (1);
insert into inh1 values (2);
insert into e.inh2 values (3,4);
create table usesfunc (h hstore, t text);
create index on usesfunc using gin (t e.gin_trgm_ops);
create view v as select * from p;
create materialized view e.mv as select * from inh;
create sequence s owned by p1.a;
create sequence lone;
create function f(int) returns int language sql as 'select 1';
create cast (hstore as int) with inout as assignment;
comment on extension hstore is 'my hstore';
grant execute on function e.similarity(text,text) to pg_monitor;
revoke execute on function e.show_trgm(text) from public;
comment on table p is 'cp';
comment on schema e is 'ce';
grant select on p1 to public;
create publication pub for table p;
create function f2() returns event_trigger language plpgsql as $$begin end$$; create event trigger et on ddl_command_start execute function f2();
select lo_from_bytea(4711,'abc');
create user mapping for public server files;
-- Rows that a user inserts into an extension's tables belong to the user.
create table settings (key int primary key, own boolean);
create table chosen_settings (key int references settings, own boolean);
create sequence steps;
insert into settings values (1, false), (2, true);
insert into chosen_settings values (2, true);
alter extension hstore add table settings;
alter extension hstore add table chosen_settings;
alter extension hstore add sequence steps;
update pg_extension
    set extconfig = array['chosen_settings', 'settings', 'steps']::regclass[]::oid[], extcondition = array['', 'where own', '']
    where extname = 'hstore';

-- built-in objects in a user's schema, and one that an extension owns
create schema moved;
alter type pg_catalog.macaddr8 set schema moved;
alter function pg_catalog.cash_pl(money, money) set schema moved;
alter operator pg_catalog.= (money, money) set schema moved;
alter operator pg_catalog.- (money, money) set schema moved;
alter conversion pg_catalog.iso_8859_1_to_utf8 set schema moved;
alter extension hstore add cast (integer as oid);
