do $$ begin create role kinds_opfamily; exception when duplicate_object or unique_violation then null; end $$;

create schema f;
create operator family f.empty using btree;
create operator family f."Loose" using hash;
create operator family f."Loose" using btree;
alter operator family f."Loose" using btree add
    operator 1 <(integer, integer), operator 2 <=(integer, integer), operator 3 =(integer, integer),
    operator 4 >=(integer, integer), operator 5 >(integer, integer),
    operator 1 <(integer, bigint), operator 2 <=(integer, bigint), operator 3 =(integer, bigint),
    operator 4 >=(integer, bigint), operator 5 >(integer, bigint),
    operator 1 <(bigint, integer), operator 2 <=(bigint, integer), operator 3 =(bigint, integer),
    operator 4 >=(bigint, integer), operator 5 >(bigint, integer),
    function 1 (integer, integer) btint4cmp(integer, integer),
    function 1 (integer, bigint) btint48cmp(integer, bigint),
    function 1 (bigint, integer) btint84cmp(bigint, integer);
create operator class f.bigints for type bigint using btree family f."Loose" as
    operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >,
    function 1 btint8cmp(bigint, bigint);

create operator family f.nearest using gist;
alter operator family f.nearest using gist add
    operator 15 <->(point, point) for order by pg_catalog.float_ops,
    function 8 (point, point) gist_point_distance(internal, point, smallint, oid, internal);

comment on operator family f."Loose" using btree is 'integers of several sizes';
alter operator family f.empty using btree owner to kinds_opfamily;
