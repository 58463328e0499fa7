-- Primary keys, unique and exclusion constraints.
create schema index_constraint_kind;
set search_path = index_constraint_kind;

create table pk (a integer primary key, b text);
create table named (a integer, b text, constraint "Named key" primary key (b, a));
create table pk_options (a integer, primary key (a) with (fillfactor = 60));
create table uniques (
    a integer unique,
    b integer,
    "C d" integer,
    constraint two unique (b, "C d"),
    constraint deferrable_unique unique (b) deferrable,
    constraint deferred_unique unique ("C d") deferrable initially deferred,
    constraint with_options unique (a, b) with (fillfactor = 90));

create table excluded (
    a integer,
    r int4range,
    p circle,
    constraint no_overlap exclude using gist (r with &&),
    constraint by_condition exclude using gist (r with &&, p with &&) where (a > 0)
        deferrable initially deferred,
    constraint by_hash exclude using hash (a with =),
    constraint by_expression exclude using btree ((a * 2) with =) with (fillfactor = 50));

-- Changes to the index by ALTER belong to the constraint.
create table clustered (a integer primary key, b integer not null unique, c integer not null unique);
alter table clustered cluster on clustered_pkey;
alter table clustered replica identity using index clustered_b_key;
alter index clustered_c_key depends on extension plpgsql;
create table everything (a integer not null, constraint everything_key unique (a));
alter table everything cluster on everything_key;
alter table everything replica identity using index everything_key;
alter index everything_key depends on extension plpgsql;

-- A constraint may have another name than its index had.
create table renamed (a integer not null);
set client_min_messages = warning;
create unique index renamed_index on renamed (a);
alter table renamed add constraint renamed_constraint primary key using index renamed_index;
alter table renamed rename constraint renamed_constraint to "Renamed again";

comment on constraint pk_pkey on pk is 'the constraint''s comment';
comment on index pk_pkey is 'the index''s comment';
comment on constraint "Named key" on named is 'on a quoted name';
comment on constraint no_overlap on excluded is 'on an exclusion constraint';

-- A dropped column before those of the key.
create table dropped_column (x integer, a integer, b integer);
alter table dropped_column drop column x;
alter table dropped_column add primary key (b, a);

create unlogged table unlogged_key (a integer primary key);

create table parent (a integer primary key);
create table child (b integer, primary key (a)) inherits (parent);
