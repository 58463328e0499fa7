-- Tables that a publication leaves out are rows of the same catalog as those that it contains.
create table a (id integer primary key, b integer);
create table b (id integer primary key);
create publication without_a for all tables except (table a);
create publication with_a for table a (id) where (id > 1);
