create schema trigger_kind;
set search_path = trigger_kind;

create function f() returns trigger language plpgsql as $$ begin return new; end $$;

-- Partitions have copies, written only if they are enabled differently.
create table p (a integer, b integer) partition by list (a);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2) partition by list (b);
create table p21 partition of p2 for values in (1);
create table p22 partition of p2 default;
create table p3 partition of p default;
create trigger all_on after insert on p for each row execute function f();
create trigger some_off after insert on p for each row execute function f();
alter table p1 disable trigger some_off;
alter table p2 enable replica trigger some_off;
alter table p21 enable always trigger some_off;
create trigger all_off after insert on p for each row execute function f();
alter table p disable trigger all_off;
alter table p1 enable trigger all_off;
create trigger own after insert on p1 for each row execute function f();
create trigger own_statement after insert on p for each statement execute function f();
create constraint trigger constraint_copy after insert on p deferrable initially deferred
    for each row execute function f();
alter table only p disable trigger constraint_copy;
create trigger attached after insert on p for each row execute function f();
create table p4 (b integer, a integer);
alter table p attach partition p4 for values in (4);
alter table p4 disable trigger attached;
comment on trigger some_off on p1 is 'of a copy that is written';
comment on trigger all_on on p1 is 'of a copy that is not written';

-- Foreign tables that are partitions have copies of triggers.
create foreign data wrapper trigger_kind_wrapper;
create server trigger_kind_server foreign data wrapper trigger_kind_wrapper;
create table q (a integer) partition by list (a);
create trigger all_on after insert on q for each row execute function f();
create foreign table q1 partition of q for values in (1) server trigger_kind_server;
alter foreign table q1 enable always trigger all_on;
