create schema index_kind;
set search_path = index_kind;

create table t (a integer not null, b text, e integer not null, "F g" text);
create index t_include on t (a) include (b, "F g");
create index t_statistics on t (lower(b), (a + e), "F g", (a * 2));
alter index t_statistics alter column 1 set statistics 500;
alter index t_statistics alter column 4 set statistics 0;

-- Everything that follows the definition, in order.
create index t_expressions on t (lower(b));
alter table t cluster on t_expressions;
alter index t_expressions alter column 1 set statistics 10;
alter index t_expressions depends on extension plpgsql;
