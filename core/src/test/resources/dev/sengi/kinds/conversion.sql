do $$ begin create role kinds_conversion; exception when duplicate_object or unique_violation then null; end $$;

create schema v;
create conversion v.plain for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create default conversion v."Default" for 'UTF8' to 'LATIN2' from utf8_to_iso8859;
comment on conversion v.plain is 'from Latin';
alter conversion v.plain owner to kinds_conversion;
comment on conversion pg_catalog.iso_8859_1_to_utf8 is 'changed, but built in';
