create schema index_constraint_kind;
create table index_constraint_kind.pk_options (a integer, primary key (a) with (fillfactor = 60, deduplicate_items = off));
