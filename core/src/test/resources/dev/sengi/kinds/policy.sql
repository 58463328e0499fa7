-- Row security and its policies.
create schema policy_kind;
set search_path = policy_kind;

create table t (a integer, b text);
alter table t enable row level security;
create policy everyone on t;
create policy for_select on t for select using (a > 0);
create policy for_insert on t for insert with check (b <> 'x');
create policy for_update on t for update using (a > 0 and b is not null) with check (a > 1);
create policy for_delete on t for delete to pg_signal_backend using (true);
create policy of_roles on t for update to pg_signal_backend, current_user
    using (b = current_user) with check (b = 'it''s \');
create policy "Quoted policy" on t using (true);
comment on policy for_select on t is 'the policy''s comment';
comment on policy "Quoted policy" on t is 'on a quoted name';

-- Policies not in force, row security without policies, and row security forced on owners.
create table not_enabled (a integer);
create policy waiting on not_enabled using (a > 0);
create table no_policies (a integer);
alter table no_policies enable row level security;
create table forced (a integer);
alter table forced enable row level security;
alter table forced force row level security;
create table forced_only (a integer);
alter table forced_only force row level security;

-- A policy named like its table, and equal names on tables created in reverse order of their names.
create table same_b (a integer);
create table same_a (a integer);
alter table same_b enable row level security;
alter table same_a enable row level security;
create policy same_name on same_b;
create policy same_name on same_a;
create policy same_a on same_b;
create policy same_b on same_b;
