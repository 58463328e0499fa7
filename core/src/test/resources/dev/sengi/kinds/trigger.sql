-- Triggers.
create schema trigger_kind;
set search_path = trigger_kind;

create function f() returns trigger language plpgsql as $$ begin return new; end $$;

create table t (a integer, b text, "C d" integer);
create trigger before_row before insert or update or delete on t for each row execute procedure f();
create trigger after_statement after truncate or insert on t for each statement execute procedure f();
create trigger of_columns before update of b, "C d" on t for each row execute procedure f('an argument', '1', 'it''s \ one');
create trigger by_condition after update on t for each row
    when (old.a is distinct from new.a and (new.b <> 'x' or old.b is null)) execute procedure f();
create trigger "Quoted trigger" before insert on t for each row execute procedure f();
create constraint trigger deferred after insert on t deferrable initially deferred
    for each row execute procedure f();
create constraint trigger immediate_one after insert on t from t deferrable for each row execute procedure f();

create trigger disabled before insert on t for each row execute procedure f();
alter table t disable trigger disabled;
create trigger always_on before insert on t for each row execute procedure f();
alter table t enable always trigger always_on;
create trigger on_replica before insert on t for each row execute procedure f();
alter table t enable replica trigger on_replica;
create trigger with_extension before insert on t for each row execute procedure f();
alter trigger with_extension on t depends on extension plpgsql;
create trigger "With extension, off" before insert on t for each row execute procedure f();
alter trigger "With extension, off" on t depends on extension plpgsql;
alter table t disable trigger "With extension, off";

comment on trigger before_row on t is 'the trigger''s comment';
comment on trigger "Quoted trigger" on t is 'on a quoted name';

create view v as select a, b from t;
create trigger instead_of instead of insert or update or delete on v for each row execute procedure f();
create trigger view_statement before insert on v for each statement execute procedure f();
comment on trigger instead_of on v is 'of a view';

-- Internal triggers of constraints are omitted, whatever their state.
create table referenced (a integer primary key);
create table referencing (a integer references referenced, b integer unique deferrable);
alter table referencing disable trigger all;

-- Equal names, on tables created in reverse order of their names.
create table same_b (a integer);
create table same_a (a integer);
create trigger same_name before insert on same_b for each row execute procedure f();
create trigger same_name before insert on same_a for each row execute procedure f();

-- Foreign tables can have triggers.
create foreign data wrapper trigger_kind_wrapper;
create server trigger_kind_server foreign data wrapper trigger_kind_wrapper;
create foreign table foreign_t (a integer) server trigger_kind_server;
create trigger on_foreign before insert on foreign_t for each row execute procedure f();
create trigger off_on_foreign before insert on foreign_t for each row execute procedure f();
alter foreign table foreign_t disable trigger off_on_foreign;
