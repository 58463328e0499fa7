create table t (id integer, a integer);
create view windows as
    select id, lag(a) ignore nulls over w as l, first_value(a) respect nulls over w as f from t window w as (order by id);
