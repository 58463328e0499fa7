-- Aggregates of every kind.
do $$
begin
    if not exists (select from pg_roles where rolname = 'sengi aggregate owner') then
        create role "sengi aggregate owner";
    end if;
    if not exists (select from pg_roles where rolname = 'sengi_aggregate_user') then
        create role sengi_aggregate_user;
    end if;
end
$$;

create schema ag;
grant create, usage on schema ag to "sengi aggregate owner";

create function ag.step(integer, integer) returns integer language sql immutable as 'select $1 + $2';
create function ag.step_two(integer, integer, integer) returns integer language sql immutable as 'select 1';
create function ag.step_many(integer, variadic integer[]) returns integer language sql immutable as 'select 1';
create function ag.count_step(bigint) returns bigint language sql immutable as 'select $1 + 1';
create function ag.final(integer) returns text language sql immutable as 'select $1::text';
create function ag.final_extra(integer, integer) returns integer language sql immutable as 'select $1';
create function ag."Odd Step"(text, text) returns text language sql immutable as 'select $1 || $2';

create aggregate ag.total(integer) (sfunc = ag.step, stype = integer);
create aggregate ag.total(integer, integer) (sfunc = ag.step_two, stype = integer);
create aggregate ag.counted(*) (sfunc = ag.count_step, stype = bigint, initcond = '0', parallel = safe);
create aggregate ag.with_final(integer) (
    sfunc = ag.step, stype = integer, sspace = 64, initcond = '0', finalfunc = ag.final, finalfunc_modify = shareable,
    parallel = restricted);
create aggregate ag.with_extra(v integer) (
    sfunc = ag.step, stype = integer, finalfunc = ag.final_extra, finalfunc_extra, finalfunc_modify = read_write);
create aggregate ag.odd(text) (sfunc = ag."Odd Step", stype = text, initcond = 'it''s a \ start');
create aggregate ag.smallest(integer) (sfunc = int4smaller, stype = integer, sortop = <, combinefunc = int4smaller,
    parallel = safe);
create aggregate ag.first(text) (sfunc = text_smaller, stype = text, sortop = operator(pg_catalog.<));
create aggregate ag.serialized(float8) (
    sfunc = float8_accum, stype = float8[], combinefunc = float8_combine, finalfunc = float8_avg,
    initcond = '{0,0,0}', parallel = safe);
create aggregate ag.internal_state(numeric) (
    sfunc = numeric_avg_accum, stype = internal, sspace = 128, finalfunc = numeric_avg,
    combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize,
    msfunc = numeric_avg_accum, minvfunc = numeric_accum_inv, mstype = internal, msspace = 256,
    mfinalfunc = numeric_avg, mfinalfunc_modify = read_write);
create aggregate ag.moving(float8) (
    sfunc = float8pl, stype = float8, msfunc = float8pl, minvfunc = float8mi, mstype = float8, minitcond = '0',
    mfinalfunc = float8up, mfinalfunc_modify = shareable);
create aggregate ag.ordered(float8 order by anyelement) (
    sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra);
create aggregate ag.ordered_read_only(float8 order by anyelement) (
    sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra,
    finalfunc_modify = read_only);
create aggregate ag.hypothetical(variadic "any" order by variadic "any") (
    sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
create aggregate ag.variadic_one(variadic items integer[]) (sfunc = ag.step_many, stype = integer);
create aggregate ag."Quoted Name"(integer) (sfunc = ag.step, stype = integer);

comment on aggregate ag.total(integer) is 'adds up';
comment on aggregate ag.counted(*) is 'counts';
comment on aggregate ag.ordered(float8 order by anyelement) is 'sorts';
alter aggregate ag.total(integer) owner to "sengi aggregate owner";
alter aggregate ag.ordered(float8 order by anyelement) owner to "sengi aggregate owner";
grant execute on function ag.total(integer) to sengi_aggregate_user;
revoke execute on function ag.counted() from public;
grant execute on function ag.ordered(float8, anyelement) to sengi_aggregate_user with grant option;
revoke execute on function ag."Quoted Name"(integer) from public;
revoke execute on function pg_catalog.array_agg(anynonarray) from public;
