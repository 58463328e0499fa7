do $$ begin create role kinds_server; exception when duplicate_object then null; end $$;
do $$ begin create role "Kinds user"; exception when duplicate_object then null; end $$;

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
