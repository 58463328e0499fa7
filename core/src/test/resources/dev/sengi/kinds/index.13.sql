create schema index_kind;
create table index_kind.t (e integer);
create index t_fillfactor on index_kind.t (e) with (fillfactor = 70, deduplicate_items = off);
