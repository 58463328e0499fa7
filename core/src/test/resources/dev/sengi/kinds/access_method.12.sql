create access method heap2 type table handler heap_tableam_handler;
create schema handlers;
create function handlers.heap(internal) returns table_am_handler as 'heap_tableam_handler' language internal;
create access method heap3 type table handler handlers.heap;
