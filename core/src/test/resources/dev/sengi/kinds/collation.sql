do $$ begin create role kinds_collation; exception when duplicate_object then null; end $$;

create schema l;
create collation l."C" (provider = libc, locale = 'C');
create collation l.mixed (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
create collation l."German phone book" (provider = icu, locale = 'de-u-co-phonebk');
create collation l.ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation l.copy from "POSIX";
comment on collation l.ignore_case is 'a = A';
alter collation l.mixed owner to kinds_collation;
create table l.t (word text collate l.ignore_case);
