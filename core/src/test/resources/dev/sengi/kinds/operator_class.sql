do $$ begin create role kinds_opclass; exception when duplicate_object or unique_violation then null; end $$;

create schema c;
create type c.pair as (x int, y int);
create function c.pair_lt(c.pair, c.pair) returns boolean language sql immutable as 'select ($1).x < ($2).x';
create function c.pair_eq(c.pair, c.pair) returns boolean language sql immutable as 'select ($1).x = ($2).x';
create function c.pair_le(c.pair, c.pair) returns boolean language sql immutable as 'select ($1).x <= ($2).x';
create function c.pair_ge(c.pair, c.pair) returns boolean language sql immutable as 'select ($1).x >= ($2).x';
create function c.pair_gt(c.pair, c.pair) returns boolean language sql immutable as 'select ($1).x > ($2).x';
create function c.pair_cmp(c.pair, c.pair) returns integer language sql immutable as 'select btint4cmp(($1).x, ($2).x)';
create operator c.< (procedure = c.pair_lt, leftarg = c.pair, rightarg = c.pair, commutator = operator(c.>));
create operator c.<= (procedure = c.pair_le, leftarg = c.pair, rightarg = c.pair);
create operator c.= (procedure = c.pair_eq, leftarg = c.pair, rightarg = c.pair);
create operator c.>= (procedure = c.pair_ge, leftarg = c.pair, rightarg = c.pair);
create operator c.> (procedure = c.pair_gt, leftarg = c.pair, rightarg = c.pair);

create operator class c.pair_ops default for type c.pair using btree as
    function 1 c.pair_cmp(c.pair, c.pair),
    operator 5 c.>, operator 4 c.>=, operator 3 c.=, operator 2 c.<=, operator 1 c.<;

-- in families with other classes
create operator class c.pairs_too for type c.pair using btree family integer_ops as
    operator 1 c.<, operator 2 c.<=, operator 3 c.=, operator 4 c.>=, operator 5 c.>,
    function 1 c.pair_cmp(c.pair, c.pair);
create schema "Families";
create operator family "Families"."all" using btree;
create operator class c."Integers" for type integer using btree family "Families"."all" as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >,
    function 1 btint4cmp(integer, integer), function 2 btint4sortsupport(internal);
create operator class c.bigints for type bigint using btree family "Families"."all" as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >,
    function 1 btint8cmp(bigint, bigint), function 1 (integer, bigint) btint48cmp(integer, bigint);
create operator class c."Integers" for type integer using hash as
    operator 1 =, function 1 hashint4(integer);

-- stores another type, orders by distance
create operator class c.points for type point using gist as
    storage box,
    operator 1 <<(point, point), operator 15 <->(point, point) for order by pg_catalog.float_ops,
    function 1 gist_point_consistent(internal, point, smallint, oid, internal),
    function 2 gist_box_union(internal, internal), function 3 gist_point_compress(internal),
    function 5 gist_box_penalty(internal, internal, internal), function 6 gist_box_picksplit(internal, internal),
    function 7 gist_box_same(box, box, internal), function 8 gist_point_distance(internal, point, smallint, oid, internal);

-- has only a storage type
create operator class c.empty for type text using hash as storage text;

comment on operator class c.pair_ops using btree is 'pairs by their first half';
alter operator class c."Integers" using hash owner to kinds_opclass;
