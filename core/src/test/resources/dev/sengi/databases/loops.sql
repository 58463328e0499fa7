-- Objects that depend on each other in circles.
-- without round trip: columns of child tables move behind inherited ones, and servers before 18 lack NOT NULL constraints
create schema a; create schema b;
-- views and rules
create table t1 (id int primary key, x text);
create view v1 as select id, x from t1;
create view v2 as select id, x from v1;
create or replace view v1 as select id, x from t1 where exists (select 1) ;
create rule ins as on insert to v2 do instead insert into v1 values (new.id, new.x);
create rule "_RETURN2" as on update to v1 do instead update v2 set x = new.x where id = old.id;
create view c1 as select 1 as a; create view c2 as select a from c1; create or replace view c1 as select a from c2 where false;
-- view circular through function
create view fv as select 1 as one;
create function ffv() returns setof fv language sql as 'select * from fv';
create or replace view fv as select one from ffv();
create view gb as select id, x from t1 group by id;
create function fgb(gb) returns int language sql as 'select 1';
create view gb2 as select fgb(gb) from gb;
-- table default <-> function with its row type
create table rt (a int, b int);
create function frt(rt) returns int language sql immutable as 'select 1';
alter table rt alter column b set default frt(row(1,2)::rt);
create table ck (a int);
create function fck(ck) returns boolean language sql immutable as 'select true';
alter table ck add constraint ckc check (fck(ck));
alter table ck add constraint ckc2 check (fck(row(1)::ck)) not valid;
create table gen (a int);
create function fgen(gen) returns int language sql immutable as 'select 1';
create index on ck (fck(ck));
-- domain and function
create domain d1 as int;
create function fd1(d1) returns boolean language sql immutable as 'select true';
alter domain d1 add constraint d1c check (fd1(value));
alter domain d1 add constraint d1n check (fd1(value)) not valid;
alter domain d1 set default 5;
create domain d2 as d1 check (value > 0) default 4;
-- composites
create type ct1 as (a int);
create type ct2 as (a ct1, b ct1[]);
create table ct3 (a ct2, b t1);
create function fct(ct2) returns ct1 language sql as 'select ($1).a';
-- circular foreign keys in data
create table fk1 (id int primary key, other int);
create table fk2 (id int primary key, other int references fk1);
alter table fk1 add foreign key (other) references fk2;
create table fk3 (id int primary key, parent int references fk3);
insert into fk1 values (1, null); insert into fk2 values (1, 1); update fk1 set other = 1; insert into fk3 values (1,1);
-- matviews over functions and others
create function mvf() returns setof public.t1 language sql as 'select * from public.t1';
create materialized view m1 as select * from mvf();
create materialized view m2 as select id from m1;
create materialized view a.m0 as select * from m2;
create unique index on m1 (id); refresh materialized view m2 with no data;
create materialized view mgb as select id, x from t1 group by id;
create view vm as select * from mgb;
create function fm(mgb) returns int language sql as 'select 1';
create materialized view m3 as select id from gb;
-- standard bodies
create function sb1() returns setof v1 language sql begin atomic select id, x from v1; end;
create view vsb as select * from sb1();
create function sb2() returns bigint language sql begin atomic select count(*) from vsb; end;
create function sb3() returns bigint language sql begin atomic select count(*) from gb; end;
create view vsb3 as select sb3();
create procedure sbp(x int) language sql begin atomic insert into t1 values (x, sb2()::text); end;
create function sbi() returns int language sql begin atomic insert into t1 (id) values (1) on conflict (id) do nothing returning id; end;
-- range with subtype diff
create function rdiff(float8, float8) returns float8 language sql immutable as 'select $1 - $2';
create type rg as range (subtype = float8, subtype_diff = rdiff);
create type rsh; 
create function rcanon(rsh) returns rsh language internal immutable strict as 'int4range_canonical';
create type rsh as range (subtype = int4, canonical = rcanon);
create table trg (a rg default '[1,2]', b rsh check (b <> 'empty'), exclude using gist (a with &&));
-- base type with everything
create type bt;
create function bti(cstring) returns bt language internal immutable strict as 'int4in';
create function bto(bt) returns cstring language internal immutable strict as 'int4out';
create type bt (input = bti, output = bto, like = int4, default = '7', category = 'X', preferred = false, collatable = false);
create function bteq(bt, bt) returns boolean language internal immutable strict as 'int4eq';
create function btcmp(bt, bt) returns int language internal immutable strict as 'btint4cmp';
create function btlt(bt, bt) returns boolean language internal immutable strict as 'int4lt';
create function btle(bt, bt) returns boolean language internal immutable strict as 'int4le';
create function btge(bt, bt) returns boolean language internal immutable strict as 'int4ge';
create function btgt(bt, bt) returns boolean language internal immutable strict as 'int4gt';
create operator = (function = bteq, leftarg = bt, rightarg = bt, commutator = =);
create operator < (function = btlt, leftarg = bt, rightarg = bt, commutator = >, negator = >=);
create operator <= (function = btle, leftarg = bt, rightarg = bt);
create operator >= (function = btge, leftarg = bt, rightarg = bt);
create operator > (function = btgt, leftarg = bt, rightarg = bt);
create operator class btops default for type bt using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btcmp(bt, bt);
create table ubt (a bt default '3', b bt[] , primary key (a)) partition by range (a);
create table ubt1 partition of ubt for values from ('1') to ('5');
create cast (bt as int) without function as implicit;
-- inheritance
create table p1 (a int not null, b int default 1, c text, constraint cc check (a > 0), constraint nn check (b > 0) no inherit);
create table p2 (a int, b int default 2 not null, d text, constraint cc check (a > 0));
create table ch (b int default 3, e int, gone int) inherits (p1, p2);
alter table ch drop column gone; alter table ch alter column a set default 9; alter table only p1 add constraint only1 check (c <> 'x') no inherit;
alter table ch add constraint onlych check (e > 0);
create table ch2 (z int) inherits (ch); alter table ch2 alter column c set not null; alter table ch2 alter column b drop default;
create table nch (x int, a int, y int, b int not null, d text, constraint cc check (a > 0)); alter table nch drop column x; alter table nch inherit p2;
-- generated
create function gfn(int) returns int language sql immutable as 'select $1 + 1';
create table gt (a int, dropped int, g int generated always as (gfn(a)) stored, g2 text generated always as (upper(a::text)) stored, i int generated by default as identity (start 10 increment -1 minvalue -5 maxvalue 100 cycle));
alter table gt drop column dropped; create table gtc () inherits (gt); create table gtp (a int, g int generated always as (a * 2) stored) partition by list (a); create table gtp1 partition of gtp for values in (1);
create index on gt (gfn(g)); create statistics gs on gfn(a), (g + 1) from gt; create statistics a.gs2 (dependencies) on a, g from gt;
-- sequences of others
create sequence a.s1; create table b.st (x int default nextval('a.s1'));
alter table b.st add column y serial; alter sequence b.st_y_seq owned by none; create sequence b.lone owned by b.st.x;
create table b.st2 (x int default nextval('b.st_y_seq') + nextval('b.lone'));
-- partitions and triggers
create function trf() returns trigger language plpgsql as 'begin return new; end';
create table pt (a int, b text, c int) partition by range (a, lower(b)); 
create table pt1 (c int, dropme int, b text, a int); alter table pt1 drop column dropme; alter table pt attach partition pt1 for values from (1, 'a') to (10, 'b');
create table pt2 partition of pt for values from (10, 'b') to (maxvalue, maxvalue) partition by hash (c); create table pt20 partition of pt2 for values with (modulus 2, remainder 0);
create trigger tg after insert on pt for each row execute function trf('x');
create trigger tg2 before update of b on pt for each row when (old.a > 1) execute function trf();
alter table pt1 disable trigger tg; alter table pt20 enable always trigger tg2; alter table pt2 enable replica trigger tg;
create index pti on pt (b); create index pti2 on only pt (c); create index pt1i on pt1 (c); alter index pti2 attach partition pt1i; 
create trigger vt instead of insert or update on v2 for each row execute function trf();
create table excl (r int4range, c circle, id int, exclude using gist (r with &&, c with &&) where (not isempty(r)) deferrable initially deferred);
create rule rv as on delete to gb do instead (delete from t1 where id = old.id; update t1 set x = old.x where id = old.id;);
alter view v1 alter column x set default 'dx';
create table tablike (like gt including all);
comment on view c1 is 'loop'; comment on column gb.id is 'col'; comment on rule ins on v2 is 'r'; grant select on gb to public; grant select (id) on v1 to public;
create view security_v with (security_barrier = true, check_option = 'cascaded') as select id from t1;
create function polf(t1) returns boolean language sql as 'select true'; create policy pl on t1 using (polf(t1)); alter table t1 enable row level security;

create function aggf(int, t1) returns int language sql as 'select 1'; create aggregate lagg(t1) (sfunc = aggf, stype = int, initcond = '0'); create view vlagg as select lagg(t1) from t1;
create publication pub for table t1, pt with (publish_via_partition_root = true);
