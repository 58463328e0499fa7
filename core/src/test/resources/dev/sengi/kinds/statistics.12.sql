create schema s;
create table s.t (a integer, b integer, c text, d date);
create statistics s.all_of on a, b, c from s.t;
create statistics s.some (ndistinct, mcv) on a, d from s.t;
