-- Properties of the database itself.
DO $$ BEGIN CREATE ROLE "names_=/"; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE "names_é"; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
do $$ declare d text := quote_ident(current_database()); begin
execute 'alter database '||d||' set search_path to "a b", "$user", ''c"d'', ''''';
execute 'alter database '||d||' set DateStyle to ''German, DMY''';
execute 'alter database '||d||' set temp_tablespaces to pg_default, ''x y''' ;
execute 'alter database '||d||' set my.custom to E''a\\\\b''''c
d''';
execute 'alter database '||d||' set lc_messages to ''C''';
execute 'alter database '||d||' set TimeZone to ''Asia/Tokyo''';
execute 'alter database '||d||' connection limit 0';
execute 'comment on database '||d||' is E''comm\\\\ent''''s
x''';
execute 'grant create on database '||d||' to "names_=/" with grant option';
execute 'revoke connect on database '||d||' from public';
execute 'grant connect, temp on database '||d||' to "names_é"';
execute 'alter role "names_=/" in database '||d||' set search_path to "a b", public';
execute 'alter role "names_é" in database '||d||' set statement_timeout to ''5min''';
execute 'alter role "names_é" in database '||d||' set work_mem to ''5MB''';
end $$;
set allow_system_table_mods=on;
insert into pg_shseclabel select d.oid, 'pg_database'::regclass, 'prov "x', E'lab\\el''s
x' from pg_database d where datname=current_database();
insert into pg_shseclabel select d.oid, 'pg_database'::regclass, 'a', E'lab' from pg_database d where datname=current_database();
