-- Indexes of partitioned tables, and partitions' indexes that are attached to them.
create schema index_attach_kind;
create schema index_attach_parts;
set search_path = index_attach_kind;

create table p (a integer not null, b text, c integer not null) partition by range (a);
create table p1 partition of p for values from (1) to (10);
create table index_attach_parts.p2 partition of p for values from (10) to (20) partition by list (c);
create table p21 partition of index_attach_parts.p2 for values in (1);
create table p22 partition of index_attach_parts.p2 default;

alter table p add primary key (a, c);
create index p_b on p (b) with (fillfactor = 70);
create unique index p_unique on p (c, a) include (b);
alter table p add constraint p_key unique (a, c, b);
comment on index p_b is 'of a partitioned table';
comment on index p1_b_idx is 'of a partition';
comment on constraint p_pkey on p is 'of a partitioned table';
comment on constraint p1_pkey on p1 is 'of a partition';

-- Not attached: an index of only a partition, and one on ONLY the partitioned table, which is invalid.
create index p1_alone on p1 (c);
create index p_only on only p (c);
create index p_half on only p (b, c);
create index p1_half on p1 (b, c);
alter index p_half attach partition p1_half;

-- Properties of a partition's index.
alter table p1 cluster on p1_b_idx;
alter table p1 replica identity using index p1_pkey;
alter index p1_b_idx set (fillfactor = 50);
create index p_expression on p ((a + c));
alter index p_expression alter column 1 set statistics 100;
alter index p1_expr_idx alter column 1 set statistics 50;

