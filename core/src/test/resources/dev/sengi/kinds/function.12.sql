create schema fn;
create function fn.supported(integer, integer) returns setof integer
    language internal immutable strict support pg_catalog.generate_series_int4_support as 'generate_series_int4';
