-- Users' casts to and from text, whatever the type, that give wrong values. They apply whatever the search path is.
create schema s;
create table t (a int primary key, b text, c real[], d serial);
create statistics st on a, b from t;
insert into t (a, b, c) select i, i % 7, array[i, i / 3.0] from generate_series(1, 100) i;
create index on t ((a + 1));
alter table t add column added int default 5;
create view v as select a, count(*) from t group by a;
create function f(x int default 1) returns int language sql cost 5 as 'select 1';
create aggregate ag (int) (sfunc = int4pl, stype = int, initcond = '0');
create type composite as (a int, b text);
create domain positive as int check (value > 0);
create text search configuration tc (copy = simple);
create foreign data wrapper fw options (a '1');
create server sv foreign data wrapper fw options (b '2');
create foreign table ft (a int options (c '3')) server sv;
create policy po on t to pg_signal_backend using (a > 1);
select lo_from_bytea(77400, 'a'), lo_from_bytea(77401, 'b'), lo_from_bytea(77402, 'c');

grant select on t to pg_signal_backend;
grant update (a) on t to pg_signal_backend;
grant usage on sequence t_d_seq to pg_signal_backend;
grant usage on schema s to pg_signal_backend;
grant usage on type composite to pg_signal_backend;
revoke execute on function f(int) from public;
grant execute on function f(int) to pg_signal_backend;
grant usage on language plpgsql to pg_signal_backend;
grant usage on foreign data wrapper fw to pg_signal_backend;
grant usage on foreign server sv to pg_signal_backend;
grant select on large object 77401 to pg_signal_backend;
alter default privileges grant select on tables to pg_signal_backend;
alter default privileges in schema s grant select on tables to pg_signal_backend;
do $$ begin execute format('grant create on database %I to pg_signal_backend', current_database()); end $$;
update pg_extension set extconfig = array['t'::regclass::oid], extcondition = array['where a > 3'];
analyze;

create schema trap;
do $do$
declare
    c record;
begin
    for c in
        select t.oid as source, u.oid as target
        from pg_type t, pg_type u
        where t.typtype in ('b', 'r') and t.oid <> u.oid and u.typtype in ('b', 'r')
            and t.typnamespace = 'pg_catalog'::regnamespace and u.typnamespace = 'pg_catalog'::regnamespace
            and t.oid < 16384 and u.oid < 16384 and t.typrelid = 0 and u.typrelid = 0
            and (u.oid in ('text'::regtype, 'text[]'::regtype) or t.oid in ('text'::regtype, 'text[]'::regtype, 'varchar'::regtype)
                or (t.oid in ('int4'::regtype, 'oid'::regtype, 'name'::regtype, 'name[]'::regtype, 'xid'::regtype)
                    and u.oid in ('varchar'::regtype, 'name'::regtype, '"char"'::regtype, 'xid'::regtype)))
            and not exists (select from pg_cast x where x.castsource = t.oid and x.casttarget = u.oid)
            and 'unknown'::regtype not in (t.oid, u.oid)
            and not exists (select from pg_type e where e.oid in (t.typelem, u.typelem) and e.typtype = 'c')
        order by t.oid, u.oid
    loop
        execute format('create function trap.cast_%s_to_%s(%s) returns %s language sql immutable as $$ select %s $$',
            c.source, c.target, format_type(c.source, null), format_type(c.target, null),
            case c.target when 'text'::regtype then '''wrong''::text' when 'text[]'::regtype then 'array[''wrong'']'
                else 'null::' || format_type(c.target, null) end);
        execute format('create cast (%s as %s) with function trap.cast_%s_to_%s(%s)',
            format_type(c.source, null), format_type(c.target, null), c.source, c.target, format_type(c.source, null));
    end loop;
end $do$;
