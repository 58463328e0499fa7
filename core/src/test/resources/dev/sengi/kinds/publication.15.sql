create schema "Whole";
create schema b;
create table b.t (id integer primary key, "Name" text, "order" integer, b boolean);
create publication filtered for table b.t where (id > 5 and "Name" <> 'it''s'), tables in schema "Whole";
create publication narrow for table b.t ("order", id, "Name") where (true);
create publication schemas for tables in schema b, "Whole";
