-- Procedures.
do $$
begin
    if not exists (select from pg_roles where rolname = 'sengi function owner') then
        create role "sengi function owner";
    end if;
    if not exists (select from pg_roles where rolname = 'sengi_function_user') then
        create role sengi_function_user;
    end if;
end
$$;

create schema fn;
grant create, usage on schema fn to "sengi function owner";
create procedure fn.proc(a integer, inout b text default 'q') language plpgsql security definer as 'begin end';
create procedure fn.proc_none() language sql set search_path to fn as 'select 1';

comment on procedure fn.proc(integer, text) is 'a procedure';
alter procedure fn.proc(integer, text) owner to "sengi function owner";
revoke all on procedure fn.proc(integer, text) from public;
grant execute on procedure fn.proc(integer, text) to sengi_function_user;
alter procedure fn.proc_none() depends on extension plpgsql;
