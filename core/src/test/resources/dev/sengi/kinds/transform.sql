create schema x;
create function x."from"(internal) returns internal language internal strict immutable as 'prsd_lextype';
create function x.to_it(internal) returns integer language internal strict immutable as 'int4recv';
create function x.to_list(internal) returns bigint[] language internal strict immutable as 'array_in';

create transform for integer language sql (from sql with function x."from"(internal), to sql with function x.to_it(internal));
create transform for varchar language plpgsql (from sql with function x."from"(internal));
create transform for bigint[] language sql (to sql with function x.to_list(internal));
create transform for bit varying language sql (from sql with function pg_catalog.prsd_lextype(internal));
comment on transform for integer language sql is 'both ways';
