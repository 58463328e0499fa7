create schema l;
create collation l."C" (provider = libc, locale = 'C');
create collation l.mixed (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
create collation l."German phone book" (provider = icu, locale = 'de-u-co-phonebk');

-- Before 15, icu's locale is in both of libc's columns.
create collation l."Two locales" (provider = icu, locale = 'de');
do $$ begin
    if current_setting('server_version_num')::int < 150000 then
        update pg_collation set collctype = 'fr' where collname = 'Two locales';
    end if;
end $$;
