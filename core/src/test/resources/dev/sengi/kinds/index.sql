-- Plain indexes: every property that CREATE INDEX or a later ALTER sets.
create schema index_kind;
set search_path = index_kind;

create table t (a integer not null, b text, c integer[], d point, e integer not null, "F g" text);
insert into t select n, n::text, array[n], point(n, n), n, n::text from generate_series(1, 100) n;

create index t_btree on t (a, b);
create unique index t_unique on t (b);
create index t_order on t (a desc, b desc nulls last, e nulls first);
create index t_partial on t (a) where b is not null and a > 10;
create index t_opclass on t (b text_pattern_ops, "F g" collate "C");
create index t_hash on t using hash (a);
create index t_gin on t using gin (c) with (fastupdate = off, gin_pending_list_limit = 128);
create index t_gist on t using gist (d) with (buffering = auto, fillfactor = 80);
create index t_brin on t using brin (a) with (pages_per_range = 16);
create index t_fillfactor on t (e) with (fillfactor = 70);
create index "T quoted" on t ("F g");
create index "select" on t (a);

create index t_statistics on t (lower(b), (a + e), "F g", (a * 2));

create index t_cluster on t (a);
alter table t cluster on t_cluster;
create unique index t_identity on t (e);
alter table t replica identity using index t_identity;

create index t_extension on t (a);
alter index t_extension depends on extension plpgsql;

-- Everything that follows the definition, in order.
create table t2 (a integer not null, b text);
create unique index t2_all on t2 (a);
alter table t2 cluster on t2_all;
alter table t2 replica identity using index t2_all;
alter index t2_all depends on extension plpgsql;
create index t2_all_expressions on t2 (lower(b));
alter table t2 cluster on t2_all_expressions;
alter index t2_all_expressions depends on extension plpgsql;

comment on index t_btree is 'an index''s comment
on two lines with a \ backslash';
comment on index "T quoted" is 'quoted';

create materialized view m as select a, b from t;
create unique index m_unique on m (a);
create index m_plain on m (lower(b));
alter materialized view m cluster on m_unique;
comment on index m_unique is 'of a materialized view';

create unlogged table u (a integer);
create index u_a on u (a);

-- Invalid indexes are omitted.
create table broken (a integer);
create index broken_valid on broken (a);
create index broken_invalid on broken (a);
update pg_index set indisvalid = false where indexrelid = 'broken_invalid'::regclass;

-- An index that needs a function, and inheritance, under which each table has its own indexes.
create function twice(integer) returns integer language sql immutable as 'select $1 * 2';
create table parent (a integer);
create table child (b integer) inherits (parent);
create index parent_a on parent (twice(a));
create index child_a on child (twice(a), b);
