create function note() returns event_trigger language plpgsql as 'begin end';
create event trigger entry on login execute function note();
alter event trigger entry disable;
