create schema index_constraint_kind_18;
set search_path = index_constraint_kind_18;

create table t (
    valid_at daterange,
    r int4range,
    constraint t_key primary key (r, valid_at without overlaps),
    constraint t_unique unique (r, valid_at without overlaps) with (fillfactor = 50));
comment on constraint t_key on t is 'a key for a time';

create table p (r int4range, valid_at daterange, primary key (r, valid_at without overlaps)) partition by list (r);
create table p1 partition of p for values in ('[1,2)');
