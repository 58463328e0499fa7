create schema policy_kind;
set search_path = policy_kind;

create table t (a integer, b text);
create policy restrictive on t as restrictive for all to public using (a < 100);
create policy of_roles on t as restrictive for update to pg_monitor, pg_read_all_stats, current_user
    using (b = current_user) with check (b = 'it''s \');

create table p (a integer) partition by list (a);
create table p1 partition of p for values in (1);
alter table p enable row level security;
alter table p1 enable row level security;
create policy of_partitioned on p using (a = 1);
create policy of_partition on p1 using (a in (select a from t));
