create table t (
    id integer primary key,
    a integer,
    v integer generated always as (a * 2) virtual,
    o oid8 default 5,
    constraint unenforced check (a > 0) not enforced,
    constraint later check (v < 100));
alter table t alter constraint later not enforced;
alter table t add constraint enforced_again check (a < 1000) not enforced;
update t set a = 1;
alter table t alter constraint enforced_again enforced;
create table child () inherits (t);
