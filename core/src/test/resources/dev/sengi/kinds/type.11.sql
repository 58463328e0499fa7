create schema ty;
create type ty.address as (street text, zip varchar(10));
create domain ty.of_composite as ty.address check ((value).zip is not null);
