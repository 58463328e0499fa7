create schema l;
create collation l."C" (provider = libc, locale = 'C');
create collation l.mixed (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
create collation l."German phone book" (provider = icu, locale = 'de-u-co-phonebk');
