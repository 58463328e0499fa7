do $$ begin create role kinds_collation; exception when duplicate_object or unique_violation then null; end $$;

create schema l;
create collation l."C" (locale = 'C');
create collation l.mixed (lc_collate = 'C', lc_ctype = 'POSIX');
create collation l.environment (locale = '');
create collation l.half (lc_collate = '', lc_ctype = 'C');
create collation l.copy from "POSIX";
comment on collation l.mixed is 'of two';
alter collation l.mixed owner to kinds_collation;
create table l.t (word text collate l.mixed);

-- of which initdb created some from those of the operating system
do $$ declare imported name; begin
    select collname into imported from pg_collation
        where oid between 10000 and 16383 and collencoding in (-1, 6) order by collname limit 1;
    execute format('create table l.built_in (c text collate "C", p text collate "POSIX", i text collate %I)',
        coalesce(imported, 'C'));
    execute format('comment on collation pg_catalog.%I is ''changed''', coalesce(imported, 'C'));
end $$;
comment on collation pg_catalog."C" is 'changed';
