create schema k;
create type k."Mood" as enum ('sad', 'ok');
create type k.label as (text text);
create type k.pair as (a integer, b integer);
create function k."toText"(k."Mood") returns text language sql immutable as 'select ''mood''::text';
create function k.to_bit(integer, integer, boolean) returns bit varying language sql immutable as 'select b''1''::varbit';
create function k.to_int(k.pair) returns integer language sql immutable as 'select ($1).a';

create cast (k."Mood" as k.label) with inout;
create cast (k."Mood" as text) with function k."toText"(k."Mood") as assignment;
create cast (k.pair as integer) with function k.to_int(k.pair) as implicit;
create cast (integer as bit varying) with function k.to_bit(integer, integer, boolean);
create cast (k.label as k.pair) with inout as assignment;

-- uses a system function, whose definition is dumped too
create cast (double precision as bytea) with function pg_catalog.float8send(double precision) as assignment;
comment on cast (k."Mood" as text) is 'in words';
create cast (bigint as timestamp with time zone) without function;
comment on cast (bigint as integer) is 'changed, but built in';
