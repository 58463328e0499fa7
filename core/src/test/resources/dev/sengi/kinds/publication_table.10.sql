do $$ begin create role kinds_publication; exception when duplicate_object or unique_violation then null; end $$;

create schema b;
create table b.t (id integer primary key, name text);
create table "Table" (id integer primary key);
create publication "Some" for table b.t, "Table";
create publication again for table only b.t;
alter publication again owner to kinds_publication;
