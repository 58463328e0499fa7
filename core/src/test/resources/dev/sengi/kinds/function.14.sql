-- SQL-standard bodies, and output arguments of procedures.
create schema fn;
create table fn.t (id integer, name text);
create function fn.standard_body(a integer) returns integer language sql immutable return a + 1;
create function fn.standard_atomic(a integer) returns setof fn.t
    begin atomic
        insert into fn.t values (a, 'x;y');
        select * from fn.t where id = a;
    end;
create function fn.nested_standard() returns integer language sql return fn.standard_body(3);
create procedure fn.proc_out(out x integer, in y text) language sql as 'select 1';
create procedure fn.proc_atomic(a integer) begin atomic delete from fn.t where id = a; end;

-- a default value that needs a constraint's index, so the function must come after the data
create table fn.grouped (id integer primary key, a integer, b integer);
create function fn.groups() returns setof integer begin atomic select a from fn.grouped group by id; end;
create view fn.grouping as select id, a, b, fn.groups() from fn.grouped group by id;
