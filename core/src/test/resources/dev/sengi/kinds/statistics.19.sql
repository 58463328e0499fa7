create schema s;
create table s.t (a integer, b integer, "C" text, d date, r int4range, arr integer[]);
insert into s.t
    select i % 5, i % 5, 'x\' || i % 3 || '''q', '2020-01-01'::date + i % 4, int4range(i % 4, i % 4 + i % 7), array[i % 3, i % 5]
    from generate_series(1, 500) i;
create statistics s."All Kinds" on a, b, "C" from s.t;
create statistics s.expressions on (a + b), (lower("C")), d from s.t;
create statistics s.expression on (a * 2) from s.t;
create statistics s.ranges on r, arr, (int4range(a, b + 10)) from s.t;
create statistics s.commented (ndistinct) on a, b, d from s.t;
comment on statistics s.commented is 'counts';

create table virtual_column (a integer, v integer generated always as (a * 2) virtual);
insert into virtual_column select i % 4 from generate_series(1, 100) i;
create statistics of_virtual on v from virtual_column;
create statistics of_both on a, v from virtual_column;

create table parent (a integer, b integer);
create table child () inherits (parent);
insert into parent select i % 3, i % 3 from generate_series(1, 300) i;
insert into child select i % 3, i % 3 from generate_series(1, 300) i;
create statistics of_parent on a, b from parent;
create table parted (a integer, b integer) partition by range (a);
create table part partition of parted for values from (0) to (1000);
insert into parted select i % 3, i % 3 from generate_series(1, 300) i;
create statistics of_parted on a, b from parted;

create materialized view mv as select a, b, d from s.t;
create statistics of_view on a, b, d from mv;
create table nothing (a integer, b integer);
create statistics of_nothing on a, b from nothing;
create table nulls (a integer, b integer);
insert into nulls select null, null from generate_series(1, 100);
create statistics of_nulls on a, b, (a + b) from nulls;
analyze s.t, virtual_column, parent, parted, mv, nothing, nulls;
create statistics s.after_analyze on b, d from s.t;
