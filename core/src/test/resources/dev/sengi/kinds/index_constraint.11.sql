create schema index_constraint_kind;
set search_path = index_constraint_kind;

create table pk_include (a integer, b text, c integer, primary key (a) include (b, c));
create table uniques (
    a integer,
    b integer,
    "C d" integer,
    constraint with_include unique (a, b) include ("C d") with (fillfactor = 90));
create table excluded (
    a integer,
    r int4range,
    constraint by_expression exclude using btree ((a * 2) with =) include (r) with (fillfactor = 50));
