do $$ begin create role kinds_statistics; exception when duplicate_object then null; end $$;

create schema s;
create table s.t (a integer, b integer, "C" text, d date);
create materialized view s.m as select * from s.t;
create statistics s."All" on a, b, "C" from s.t;
create statistics s.some (ndistinct, mcv) on a, d from s.t;
create statistics s.one (dependencies) on a, b from s.t;
create statistics s.expressions on (a + b), (lower("C")), d from s.t;
create statistics s.expression on (a * 2) from s.t;
create statistics public.elsewhere on a, b from s.m;
alter statistics s.some set statistics 100;
alter statistics s.one set statistics 0;
comment on statistics s."All" is 'every kind';
alter statistics s.one owner to kinds_statistics;
