do $$ begin create role kinds_wrapper; exception when duplicate_object or unique_violation then null; end $$;

create schema w;
create function w.validator(text[], oid) returns void language plpgsql as 'begin end';
create function w.handler() returns fdw_handler language internal as 'xml_in';
create foreign data wrapper bare;
create foreign data wrapper "Full" handler w.handler validator w.validator
    options (zone 'it''s \ here', "Quoted" '', "order" 'x');
comment on foreign data wrapper "Full" is 'wraps';
grant usage on foreign data wrapper "Full" to kinds_wrapper;
grant usage on foreign data wrapper bare to kinds_wrapper with grant option;
set session authorization kinds_wrapper;
grant usage on foreign data wrapper bare to public;
