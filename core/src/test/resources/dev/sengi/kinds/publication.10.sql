do $$ begin create role kinds_publication; exception when duplicate_object or unique_violation then null; end $$;

create publication everything for all tables;
create publication "Some" with (publish = 'insert, delete');
create publication nothing with (publish = '');
comment on publication everything is 'all of it';
alter publication nothing owner to kinds_publication;
