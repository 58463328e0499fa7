create schema index_constraint_kind_15;
set search_path = index_constraint_kind_15;

create table t (
    a integer,
    b integer,
    constraint nulls_alike unique nulls not distinct (a),
    constraint nulls_alike_too unique nulls not distinct (a) include (b) deferrable initially deferred);
