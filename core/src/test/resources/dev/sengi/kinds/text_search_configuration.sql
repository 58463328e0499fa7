do $$ begin create role kinds_configuration; exception when duplicate_object or unique_violation then null; end $$;

create schema g;
create text search dictionary g."Plain" (template = simple);
create text search configuration g.empty (parser = default);
create text search configuration g."Copy" (copy = english);
alter text search configuration g."Copy" drop mapping for url, email;
alter text search configuration g."Copy" alter mapping for asciiword, int with g."Plain", english_stem;
create text search parser g."Own" (
    start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search configuration g.own (parser = g."Own");
alter text search configuration g.own add mapping for host with simple, g."Plain", german_stem;
comment on text search configuration g."Copy" is 'english, but';
alter text search configuration g.empty owner to kinds_configuration;
comment on text search configuration pg_catalog.english is 'changed, but built in';
