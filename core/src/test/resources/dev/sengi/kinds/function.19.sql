create table t (id integer primary key, a integer);
create function got(i integer) returns integer language sql begin atomic
    insert into t values (i, 1) on conflict (id) do select for update where t.a > 0 returning a;
end;
