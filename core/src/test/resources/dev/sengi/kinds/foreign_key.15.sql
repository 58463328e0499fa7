create schema foreign_key_kind_15;
set search_path = foreign_key_kind_15;

create table target (a integer, b integer, primary key (a, b));
create table source (
    a integer,
    b integer,
    foreign key (a, b) references target on delete set null (b),
    constraint to_default foreign key (a, b) references target on delete set default (a));
