create table t (id integer primary key, twice integer generated always as (id * 2) stored);
create publication generated for table t with (publish_generated_columns = stored);
create publication ungenerated for table t with (publish_generated_columns = none);
