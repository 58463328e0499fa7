create schema foreign_key_kind_18;
set search_path = foreign_key_kind_18;

create table target (r int4range, valid_at daterange, primary key (r, valid_at without overlaps), a integer unique);
create table source (
    r int4range,
    valid_at daterange,
    a integer,
    constraint for_a_time foreign key (r, period valid_at) references target (r, period valid_at),
    constraint not_enforced foreign key (a) references target (a) not enforced);

create table parts (a integer) partition by list (a);
create table parts_1 partition of parts for values in (1);
alter table parts add constraint not_valid foreign key (a) references target (a) not valid;

-- neither key nor table has a trigger
create table unenforced (a integer references target (a) not enforced);
