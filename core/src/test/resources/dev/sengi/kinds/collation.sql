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
