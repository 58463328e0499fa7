create schema "Whole";
create schema b;
create table b.t (id integer primary key);
create publication second for tables in schema b, "Whole";
create publication first for tables in schema "Whole", public, b;
create publication mixed for table b.t, tables in schema "Whole";
