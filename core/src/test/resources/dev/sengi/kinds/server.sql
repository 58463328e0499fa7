do $$ begin create role kinds_server; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role "Kinds user"; exception when duplicate_object or unique_violation then null; end $$;

create foreign data wrapper "Wrapper";
create server bare foreign data wrapper "Wrapper";
create server "Full" type 'ora''cle' version '1.2' foreign data wrapper "Wrapper" options (host 'a\b', "Port" '1');
comment on server "Full" is 'serves';
grant usage on foreign server "Full" to kinds_server;
alter server bare owner to kinds_server;

create user mapping for public server "Full" options ("user" 'it''s', password 'p\w');
create user mapping for "Kinds user" server "Full";
create user mapping for postgres server "Full" options (zone 'z', area 'a');
create user mapping for postgres server bare;

create foreign table remote (id integer) server "Full";
create table local_parent (id integer not null, t text default 'x', check (id > 0));
create foreign table numbered (id serial, t text options (column_name 'T') collate "C" not null default 'it''s', n numeric(5,2) check (n > 0)) server "Full" options (table_name 'numbers', "odd name" 'v');
create foreign table inheriting (extra text) inherits (local_parent) server "Full";
alter foreign table inheriting alter t set default 'y', add constraint positive check (id > 1) not valid, alter extra set statistics 5, alter extra set (n_distinct = 3);
comment on foreign table numbered is 'far away';
comment on column numbered.t is 'a far column';
comment on constraint positive on inheriting is 'not checked';
