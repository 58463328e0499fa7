create schema index_kind;
create table index_kind.t (a integer);
create index t_brin on index_kind.t using brin (a) with (pages_per_range = 16, autosummarize = true);
