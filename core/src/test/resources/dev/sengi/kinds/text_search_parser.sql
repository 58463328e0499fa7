create schema p;
create function p.start(internal, integer) returns internal language internal strict as 'prsd_start';
create text search parser p."Full" (
    start = p.start, gettoken = prsd_nexttoken, end = prsd_end, headline = prsd_headline, lextypes = prsd_lextype);
create text search parser p.plain (
    start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
comment on text search parser p."Full" is 'default by another name';
