create schema foreign_key_kind;
set search_path = foreign_key_kind;

create table target (a integer primary key);

-- From a partitioned table, from a partition, and to a partitioned table, partitioned again.
create table parts (a integer, b integer, primary key (a, b)) partition by range (a);
create table parts_1 partition of parts for values from (1) to (10) partition by list (b);
create table parts_1_1 partition of parts_1 for values in (1);
create table parts_1_2 partition of parts_1 default;
create table parts_2 partition of parts default;
create table from_parts (a integer references target, b integer) partition by list (a);
create table from_parts_1 partition of from_parts for values in (1);
create table from_parts_2 (b integer, a integer, foreign key (b) references target);
alter table from_parts attach partition from_parts_2 for values in (2);
create table to_parts (a integer, b integer, foreign key (a, b) references parts on delete cascade);
create table to_part (a integer, b integer, foreign key (a, b) references parts_2);
create table both_parts (a integer, b integer, foreign key (a, b) references parts) partition by hash (a);
create table both_parts_0 partition of both_parts for values with (modulus 2, remainder 0);
create table both_parts_1 partition of both_parts for values with (modulus 2, remainder 1);
comment on constraint from_parts_a_fkey on from_parts is 'of a partitioned table';
