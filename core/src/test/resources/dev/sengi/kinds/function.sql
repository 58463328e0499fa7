-- Functions with every option.
do $$
begin
    if not exists (select from pg_roles where rolname = 'sengi function owner') then
        create role "sengi function owner";
    end if;
    if not exists (select from pg_roles where rolname = 'sengi_function_user') then
        create role sengi_function_user;
    end if;
end
$$;

create schema fn;
create schema "Fn 2";
grant create, usage on schema fn to "sengi function owner";
create type fn.pair as (a integer, b text);
create table fn.t (id integer, name text);

-- signatures
create function fn.nothing() returns void language sql as '';
create function fn.args(a integer, b text default 'x''y', variadic c numeric[] default '{}') returns integer
    language sql as 'select 1';
create function fn.outs(integer, out x integer, inout "Y" text, out z fn.pair) language sql as 'select 1, $2, null::fn.pair';
create function fn.rows(n integer) returns table (id integer, "Name" text) language sql as 'select 1, $$x$$::text';
create function fn.sets() returns setof fn.t language sql rows 10 as 'select * from fn.t';
create function fn.sets_default() returns setof integer language sql as 'select 1';
create function fn."Select"("In" integer[]) returns fn.pair language sql as 'select null::fn.pair';
create function "Fn 2".over(integer) returns integer language sql as 'select 1';
create function "Fn 2".over(text) returns integer language sql as 'select 1';
create function "Fn 2".over(fn.pair) returns integer language sql as 'select 1';
create function "Fn 2".over(fn.t) returns integer language sql as 'select 1';
create function "Fn 2".over(integer, text) returns integer language sql as 'select 1';
create function "Fn 2".over() returns integer language sql as 'select 1';
create function fn.poly(anyelement, anyarray) returns anyelement language sql as 'select $1';
create function fn.typed(numeric(10, 2), timestamp with time zone, "char", bpchar) returns varchar(5)
    language sql as 'select null::varchar';

-- behaviour
create function fn.stable_one() returns integer language sql stable strict security definer leakproof as 'select 1';
create function fn.immutable_one() returns integer language sql immutable cost 12.5 parallel safe as 'select 1';
create function fn.restricted() returns integer language sql cost 100 parallel restricted as 'select 1';
create function fn.cheap() returns integer language internal cost 100 as 'pg_backend_pid';
create function fn.small_cost() returns setof integer language plpgsql cost 0.0025 rows 1e6 as 'begin return; end';
create function fn.windowed() returns bigint language internal window immutable as 'window_row_number';

-- bodies
create function fn.body_plain() returns text language sql as 'select ''it''''s''::text';
create function fn.body_dollars() returns text language sql as 'select $$it''s$$ || $_$x$_$';
create function fn.body_lines() returns integer
    language plpgsql as $$
declare
    n integer := 1;
begin
    -- a comment with a \ backslash
    return n;
end;
$$;
create function fn.body_empty() returns trigger language plpgsql as 'begin return null; end';
create function fn.body_dollar_end() returns text language sql as 'select ''$''::text';
create function fn.handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create function fn.plpgsql_call_handler() returns language_handler language c as '$libdir/plpgsql';

-- settings
create function fn.settings() returns integer language sql
    set search_path to fn, "Fn 2", pg_temp
    set work_mem to '12MB'
    set "DateStyle" to 'ISO, DMY'
    set application_name to 'it''s \ me'
    set my.custom to 'x "y"'
    as 'select 1';
create function fn.settings_empty() returns integer language sql
    set search_path to ''
    set application_name to ''
    as 'select 1';
create function fn.settings_odd() returns integer language sql
    set search_path to '', 'With "Quotes"', 'a,b', 'c d', 'Upper', plain
    set temp_tablespaces to ''
    set extra_float_digits to default
    as 'select 1';

-- transforms
create transform for integer language sql (
    from sql with function prsd_lextype(internal), to sql with function int4recv(internal));
create transform for text language sql (from sql with function prsd_lextype(internal));
create function fn.transformed(integer, text) returns integer transform for type integer, for type text
    language sql as 'select 1';

-- dependent objects
comment on function fn.args(integer, text, numeric[]) is 'has arguments';
comment on function fn."Select"(integer[]) is 'quoted';
alter function fn.args(integer, text, numeric[]) owner to "sengi function owner";
grant execute on function fn.args(integer, text, numeric[]) to sengi_function_user with grant option;
revoke execute on function fn.nothing() from public;
alter function fn.nothing() depends on extension plpgsql;

-- PostgreSQL's own functions: changed grants, and functions used by a user's cast
revoke execute on function pg_catalog.pg_sleep(double precision) from public;
grant execute on function pg_catalog.pg_read_file(text) to sengi_function_user;
create function fn.to_pair(integer) returns fn.pair language sql as 'select $1, null::text';
create cast (integer as fn.pair) with function fn.to_pair(integer);
create cast (fn.pair as bytea) with inout;
