do $$ begin create role kinds_publication; exception when duplicate_object then null; end $$;

create schema b;
create table b.t (id integer primary key, name text);
create table "Table" (id integer primary key);
create table parts (id integer) partition by range (id);
create publication everything for all tables;
create publication "Some" for table b.t, "Table", only parts with (publish = 'insert, truncate');
create publication nothing with (publish = '');
create publication via_root for table parts with (publish_via_partition_root = true, publish = 'update,delete');
comment on publication everything is 'all of it';
alter publication nothing owner to kinds_publication;
