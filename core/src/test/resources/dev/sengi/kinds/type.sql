-- Types of every kind, with every option; missing roles are created.
do $$
begin
    if not exists (select from pg_roles where rolname = 'sengi type owner') then
        create role "sengi type owner";
    end if;
    if not exists (select from pg_roles where rolname = 'sengi_type_user') then
        create role sengi_type_user;
    end if;
end
$$;

create schema ty;
create schema "Ty 2";
grant create, usage on schema ty to "sengi type owner";

-- enum types
create type ty.mood as enum ('sad', 'it''s ok', 'back\slash', E'new\nline', 'happy');
alter type ty.mood add value 'so-so' before 'happy';
create type ty.no_labels as enum ();
create type "Ty 2"."Select" as enum ('x');
comment on type ty.mood is 'how one feels, isn''t it';
alter type ty.mood owner to "sengi type owner";
grant usage on type ty.mood to sengi_type_user with grant option;
revoke usage on type ty.no_labels from public;

-- composite types
create type ty.address as (street text, zip varchar(10), "House No" integer, gone integer, tags text[], price numeric(10,2));
alter type ty.address drop attribute gone;
create type ty.collated as (c text collate "C", d text collate "POSIX", e name);
create type ty.nothing as ();
create type "Ty 2".nested as (a ty.address, m ty.mood[], n "Ty 2"."Select");
comment on type ty.address is 'where one lives';
comment on column ty.address.street is 'the street';
comment on column ty.address."House No" is 'the number''s sign';
alter type ty.address owner to "sengi type owner";
grant usage on type ty.address to sengi_type_user;

-- domains
create domain ty.plain as integer;
create domain ty.email as varchar(100) collate "C" default 'nobody@example.org'::varchar not null
    constraint has_at check (value like '%@%')
    constraint "a Short" check (length(value) < 90);
create domain ty.of_array as integer[] default '{}' check (cardinality(value) < 10);
create domain ty.of_domain as ty.email check (value <> 'x');
create domain ty.with_literal as text default 'it''s a \ value';
create domain ty.with_now as timestamp with time zone default now();
create domain ty.not_valid as integer constraint positive check (value > 0);
alter domain ty.not_valid add constraint small check (value < 100) not valid;
comment on domain ty.email is 'an e-mail address';
comment on constraint has_at on domain ty.email is 'needs an at sign';
comment on constraint positive on domain ty.not_valid is 'a valid one';
comment on constraint small on domain ty.not_valid is 'not a valid one';
alter domain ty.email owner to "sengi type owner";
grant usage on type ty.email to sengi_type_user;
revoke usage on domain ty.plain from public;

-- a check whose function takes the domain itself can only come after the domain
create domain ty.looping as integer;
create function ty.loops(ty.looping) returns boolean language sql immutable as 'select $1 is not null';
alter domain ty.looping add constraint looks check (ty.loops(value));
comment on constraint looks on domain ty.looping is 'looks at itself';

-- the same constraint name in two domains
create domain ty.same_a as integer;
create domain ty.same_b as integer;
alter domain ty.same_b add constraint same check (value > 1) not valid;
alter domain ty.same_a add constraint same check (value > 1) not valid;

-- range types
create type ty.float_range as range (subtype = float8, subtype_diff = float8mi);
create type ty.text_range as range (subtype = text, collation = "C");
create type ty.pattern_range as range (subtype = text, subtype_opclass = text_pattern_ops);
create function ty.minutes(time, time) returns float8 language sql immutable
    as 'select extract(epoch from $1 - $2) / 60';
create type ty.time_range as range (subtype = time, subtype_diff = ty.minutes);
comment on type ty.float_range is 'a range';
alter type ty.float_range owner to "sengi type owner";
revoke usage on type ty.float_range from public;

create type ty.canonical_range;
create function ty.canonical(ty.canonical_range) returns ty.canonical_range
    language internal immutable strict as 'int4range_canonical';
create type ty.canonical_range as range (subtype = integer, canonical = ty.canonical);

-- base types
create type ty.base;
create function ty.base_in(cstring) returns ty.base language internal immutable strict as 'int4in';
create function ty.base_out(ty.base) returns cstring language internal immutable strict as 'int4out';
create type ty.base (input = ty.base_in, output = ty.base_out, like = integer, category = 'N', preferred = true,
    default = '42', delimiter = ';');
create function ty.uses_base(ty.base) returns integer language sql immutable as 'select 1';
comment on type ty.base is 'a base type';
alter type ty.base owner to "sengi type owner";
grant usage on type ty.base to sengi_type_user;

create type ty.varlena;
create function ty.varlena_in(cstring, oid, integer) returns ty.varlena
    language internal immutable strict as 'varcharin';
create function ty.varlena_out(ty.varlena) returns cstring language internal immutable strict as 'varcharout';
create function ty.varlena_recv(internal, oid, integer) returns ty.varlena
    language internal stable strict as 'varcharrecv';
create function ty.varlena_send(ty.varlena) returns bytea language internal stable strict as 'varcharsend';
create function ty.varlena_typmod_in(cstring[]) returns integer
    language internal immutable strict as 'varchartypmodin';
create function ty.varlena_typmod_out(integer) returns cstring
    language internal immutable strict as 'varchartypmodout';
create type ty.varlena (
    internallength = variable, input = ty.varlena_in, output = ty.varlena_out, receive = ty.varlena_recv,
    send = ty.varlena_send, typmod_in = ty.varlena_typmod_in, typmod_out = ty.varlena_typmod_out,
    analyze = pg_catalog.array_typanalyze, alignment = int4, storage = extended, collatable = true);
create type "Ty 2".using_varlena as (v ty.varlena(5));

create type ty.element;
create function ty.element_in(cstring) returns ty.element language internal immutable strict as 'point_in';
create function ty.element_out(ty.element) returns cstring language internal immutable strict as 'point_out';
create type ty.element (input = ty.element_in, output = ty.element_out, internallength = 16, alignment = double,
    element = float8, subscript = raw_array_subscript_handler);

create type ty.short;
create function ty.short_in(cstring) returns ty.short language internal immutable strict as 'int2in';
create function ty.short_out(ty.short) returns cstring language internal immutable strict as 'int2out';
create type ty.short (input = ty.short_in, output = ty.short_out, internallength = 2, passedbyvalue, alignment = int2);

create type ty.one;
create function ty.one_in(cstring) returns ty.one language internal immutable strict as 'charin';
create function ty.one_out(ty.one) returns cstring language internal immutable strict as 'charout';
create type ty.one (input = ty.one_in, output = ty.one_out, internallength = 1, passedbyvalue, alignment = char,
    storage = plain);

-- shell types
create type ty.undefined;
create type "Ty 2"."un defined";
create function ty.of_undefined(ty.undefined) returns integer language internal immutable strict as 'int4up';
comment on type ty.undefined is 'to be done';
alter type "Ty 2"."un defined" owner to postgres;

-- implicit types
create table ty.rows (id integer, m ty.mood, a ty.address, e ty.email, b ty.base, r ty.float_range);
create view ty.seen as select m from ty.rows;
create function ty.takes_row(ty.rows) returns ty.rows[] language sql as 'select null::ty.rows[]';

-- constraints of one name: a domain's comes before a table's, and tables' are ordered by their tables
create table ty.unique_in_first (i integer);
create table ty.checked_in_second (i integer);
create table ty.checked_in_third (i integer);
alter table ty.checked_in_third add constraint same check (i > 1) not valid;
alter table ty.checked_in_second add constraint same check (i > 1) not valid;
alter table ty.unique_in_first add constraint same unique (i);
create table ty.a_unique (i integer);
alter table ty.a_unique add constraint a_same check (i > 1) not valid;
alter table ty.unique_in_first add constraint a_same unique (i);
