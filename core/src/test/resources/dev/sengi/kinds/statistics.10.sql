do $$ begin create role kinds_statistics; exception when duplicate_object or unique_violation then null; end $$;

create schema s;
create table s.t (a integer, b integer, "C" text, d date);
create materialized view s.m as select * from s.t;
create statistics s."All" on a, b, "C" from s.t;
create statistics s.some (ndistinct) on a, d from s.t;
create statistics s.one (dependencies) on a, b from s.t;
create statistics public.elsewhere on a, b from s.m;
comment on statistics s."All" is 'every kind';
alter statistics s.one owner to kinds_statistics;
