do $$ begin create role kinds_operator; exception when duplicate_object or unique_violation then null; end $$;

create schema "Ops";
create type "Ops".point2 as (x int, y int);
create function "Ops"."Same"("Ops".point2, "Ops".point2) returns boolean
    language sql immutable as 'select ($1).x = ($2).x';
create function "Ops".differ("Ops".point2, "Ops".point2) returns boolean
    language sql immutable as 'select ($1).x <> ($2).x';
create function "Ops".negate(integer) returns integer language sql as 'select - $1';
create function "Ops".negate(text) returns text language sql as 'select reverse($1)';

create operator "Ops".=== (
    procedure = "Ops"."Same", leftarg = "Ops".point2, rightarg = "Ops".point2,
    commutator = operator("Ops".===), negator = operator("Ops".!==),
    restrict = eqsel, join = eqjoinsel, hashes, merges);
create operator "Ops".!== (
    procedure = "Ops".differ, leftarg = "Ops".point2, rightarg = "Ops".point2,
    negator = operator("Ops".===), restrict = neqsel, join = neqjoinsel);

-- equal names, distinguished by kind and operands
create operator "Ops".!!- (procedure = "Ops".negate, rightarg = integer);
create operator "Ops".!!- (procedure = "Ops".negate, rightarg = text);
create operator "Ops".!!- (procedure = int4mi, leftarg = integer, rightarg = integer);
create operator "Ops".!!- (procedure = int8mi, leftarg = bigint, rightarg = bigint);
create operator "Ops".!!- (procedure = textcat, leftarg = text, rightarg = text);

-- the commutator is declared but never created
create operator public.<<~ (
    procedure = int4lt, leftarg = integer, rightarg = integer, commutator = operator(public.~>>));

comment on operator "Ops".!!- (none, integer) is 'prefix';
comment on operator "Ops".!!- (integer, integer) is 'infix';
alter operator "Ops".!== ("Ops".point2, "Ops".point2) owner to kinds_operator;

-- related to built-in operators, which change
create function "Ops".beside(polygon, polygon) returns boolean language sql immutable as 'select not $1 @> $2';
create operator "Ops".>~ (
    procedure = "Ops".beside, leftarg = polygon, rightarg = polygon, negator = operator(pg_catalog.@>));
create operator "Ops".%~ (
    procedure = int4mi, leftarg = integer, rightarg = integer, commutator = operator(pg_catalog.%));
comment on operator pg_catalog.= (integer, integer) is 'changed, but built in';
