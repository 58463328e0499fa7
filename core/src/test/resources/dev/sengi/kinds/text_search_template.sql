create schema t;
create function t.init(internal) returns internal language internal strict as 'dsimple_init';
create text search template t."Full" (init = t.init, lexize = dsimple_lexize);
create text search template t.bare (lexize = dsimple_lexize);
comment on text search template t."Full" is 'simple by another name';
