create schema b;
create table b.t (id integer primary key, "Name" text, "order" integer, b boolean);
create publication filtered for table b.t where (id > 5 and "Name" <> 'it''s');
create publication narrow for table b.t ("order", id, "Name");
create publication "Both" for table b.t (id, "Name") where (true);
