-- Privileges and mappings of roles that were deleted from the catalog.
-- without round trip: the grantees do not exist
create role dropped_grantee;
create role dropped_grantor;
create table t (a int, b int);
grant select on t to dropped_grantee, dropped_grantor with grant option;
grant select (a) on t to dropped_grantee;
set role dropped_grantor;
grant select on t to pg_signal_backend;
reset role;
create schema s;
grant usage on schema s to dropped_grantee, pg_signal_backend;
grant usage on language plpgsql to dropped_grantee;
grant execute on function pg_sleep(double precision) to dropped_grantee;
select lo_create(881);
grant select on large object 881 to dropped_grantee;
alter default privileges grant select on tables to dropped_grantee;
create policy p on t to dropped_grantee, pg_signal_backend;
create foreign data wrapper w;
create server f foreign data wrapper w;
create user mapping for dropped_grantee server f options (password 'p');
create user mapping for pg_signal_backend server f;
do $$ begin execute format('grant create on database %I to dropped_grantor', current_database()); end $$;
delete from pg_authid where rolname in ('dropped_grantee', 'dropped_grantor');
