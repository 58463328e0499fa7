-- Rewrite rules, and views whose queries are rules.
create schema rule_kind;
set search_path = rule_kind;

create table t (a integer, b text);
create table log (at timestamptz default now(), what text, a integer);

create rule also_insert as on insert to t do also insert into log (what, a) values ('insert', new.a);
create rule instead_delete as on delete to t where old.a < 10 do instead nothing;
create rule several as on update to t do also (
    insert into log (what, a) values ('old', old.a);
    insert into log (what, a) values ('new', new.a);
    notify rule_kind);
create rule "Quoted rule" as on insert to t where new.b = 'it''s \' do instead nothing;

create rule disabled as on insert to t do also nothing;
alter table t disable rule disabled;
create rule always_on as on insert to t do also nothing;
alter table t enable always rule always_on;
create rule "On replica" as on insert to t do also nothing;
alter table t enable replica rule "On replica";

comment on rule also_insert on t is 'the rule''s comment';
comment on rule "Quoted rule" on t is 'on a quoted name';

create view v as select a, b from t where a > 5 with local check option;
create rule v_insert as on insert to v do instead insert into t values (new.a, new.b) returning t.a, t.b;
create rule v_delete as on delete to v do instead delete from t where a = old.a;
comment on rule "_RETURN" on v is 'of the view''s own query';
comment on rule v_insert on v is 'of a view''s rule';

create materialized view m as select a from v;

-- Equal names, on tables created in reverse order of their names.
create table same_b (a integer);
create table same_a (a integer);
create rule same_name as on delete to same_b do instead nothing;
create rule same_name as on delete to same_a do instead nothing;

-- Views that depend on each other: the first is written as a placeholder, and its rule separately.
create view loop_a with (security_barrier = true) as select 1 as a, 'x'::text collate "C" as "B c", null::numeric(5, 2) as d
    where random() < 2;
create view loop_b as select a, "B c", d from loop_a;
create or replace view loop_a with (security_barrier = true) as
    select b.a, b."B c", b.d from (select 1 as a, 'x'::text collate "C" as "B c", null::numeric(5, 2) as d) b
    where exists (select 1 from loop_b);
comment on view loop_a is 'on a placeholder';
comment on column loop_a.a is 'on a placeholder''s column';
comment on rule "_RETURN" on loop_a is 'of a rule that stands apart';

create view grouped as select a from t;
create table grouped_t (a integer primary key, b integer, c text);
create view by_key as select a, b, c from grouped_t group by a;
comment on view by_key is 'needs a primary key, which comes after the data';
create view on_by_key as select * from by_key;

create function of_view(loop_a) returns integer language sql as 'select 1';
create view with_function as select 1 as x, 2 as y;
create function whole(with_function) returns integer language sql as 'select $1.x';
create or replace view with_function with (security_barrier) as
    select v.x, v.y from (values (1, 2)) v (x, y) where whole(null::with_function) is null;

