-- Foreign keys.
create schema foreign_key_kind;
create schema foreign_key_other;
set search_path = foreign_key_kind;

create table target (a integer primary key, b integer, "C d" integer, unique (b, "C d"));
create table foreign_key_other.target (a integer primary key);

create table source (
    a integer references target,
    b integer,
    "C d" integer,
    e integer,
    f integer,
    constraint actions foreign key (a) references target on update cascade on delete set null,
    constraint more_actions foreign key (a) references target on update restrict on delete set default,
    constraint "Match full" foreign key (b, "C d") references target (b, "C d") match full,
    constraint deferrable_one foreign key (a) references target deferrable,
    constraint deferred_one foreign key (a) references target deferrable initially deferred,
    constraint elsewhere foreign key (f) references foreign_key_other.target);
alter table source add constraint not_valid foreign key (e) references target not valid;
comment on constraint actions on source is 'the foreign key''s comment';
comment on constraint "Match full" on source is 'on a quoted name';

-- To itself, and in a circle.
create table self (a integer primary key, parent integer references self);
create table circle_a (a integer primary key, b integer);
create table circle_b (b integer primary key references circle_a, a integer);
alter table circle_a add foreign key (b) references circle_b;

-- Alike in name, on tables made in the other order of their names.
create table same_b (a integer, constraint same_name foreign key (a) references target);
create table same_a (a integer, constraint same_name foreign key (a) references target);

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

-- Inherited tables do not inherit foreign keys.
create table parent (a integer references target);
create table child (b integer) inherits (parent);
alter table child add constraint child_a foreign key (a) references target;
