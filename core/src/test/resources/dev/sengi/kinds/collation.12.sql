create schema l;
create collation l.ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
comment on collation l.ignore_case is 'a = A';
create table l.t (word text collate l.ignore_case);
