create schema trigger_kind;
set search_path = trigger_kind;

create function f() returns trigger language plpgsql as $$ begin return new; end $$;

create table t (a integer);
create trigger with_tables after update on t referencing old table as olds new table as news
    for each statement execute procedure f();

-- A partitioned table has only statement triggers.
create table p (a integer, b integer) partition by list (a);
create table p1 partition of p for values in (1);
create trigger own_statement after insert on p for each statement execute procedure f();
create trigger own after insert on p1 for each row execute procedure f();
