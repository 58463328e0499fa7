create schema index_kind_15;
set search_path = index_kind_15;

create table t (a integer, b text);
create unique index t_nulls on t (a) nulls not distinct;
create unique index t_nulls_include on t (a) include (b) nulls not distinct with (fillfactor = 50) where a > 5;
comment on index t_nulls is 'one null at most';
