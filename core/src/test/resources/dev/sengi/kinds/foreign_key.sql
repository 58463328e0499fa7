-- Foreign keys.
create schema foreign_key_kind;
create schema foreign_key_other;
set search_path = foreign_key_kind;

create table target (a integer primary key, b integer, "C d" integer, unique (b, "C d"));
create table foreign_key_other.target (a integer primary key);

create table source (
    a integer references target,
    b integer,
    "C d" integer,
    e integer,
    f integer,
    constraint actions foreign key (a) references target on update cascade on delete set null,
    constraint more_actions foreign key (a) references target on update restrict on delete set default,
    constraint "Match full" foreign key (b, "C d") references target (b, "C d") match full,
    constraint deferrable_one foreign key (a) references target deferrable,
    constraint deferred_one foreign key (a) references target deferrable initially deferred,
    constraint elsewhere foreign key (f) references foreign_key_other.target);
alter table source add constraint not_valid foreign key (e) references target not valid;
comment on constraint actions on source is 'the foreign key''s comment';
comment on constraint "Match full" on source is 'on a quoted name';

-- Self-referencing, and circular.
create table self (a integer primary key, parent integer references self);
create table circle_a (a integer primary key, b integer);
create table circle_b (b integer primary key references circle_a, a integer);
alter table circle_a add foreign key (b) references circle_b;

-- Equal names, on tables created in reverse order of their names.
create table same_b (a integer, constraint same_name foreign key (a) references target);
create table same_a (a integer, constraint same_name foreign key (a) references target);

-- Inherited tables do not inherit foreign keys.
create table parent (a integer references target);
create table child (b integer) inherits (parent);
alter table child add constraint child_a foreign key (a) references target;
