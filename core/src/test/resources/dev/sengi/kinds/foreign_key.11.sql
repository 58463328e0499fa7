-- Foreign keys from a partitioned table, and from a partition.
create schema foreign_key_kind;
set search_path = foreign_key_kind;

create table target (a integer primary key);
create table from_parts (a integer references target, b integer) partition by list (a);
create table from_parts_1 partition of from_parts for values in (1);
create table from_parts_2 (b integer, a integer, foreign key (b) references target);
alter table from_parts attach partition from_parts_2 for values in (2);
comment on constraint from_parts_a_fkey on from_parts is 'of a partitioned table';
