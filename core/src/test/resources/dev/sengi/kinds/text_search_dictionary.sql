do $$ begin create role kinds_dictionary; exception when duplicate_object or unique_violation then null; end $$;

create schema d;
create text search dictionary d."Plain" (template = simple);
create text search dictionary d.stemmer (template = snowball, language = 'german', stopwords = 'german');
create text search template d."Own" (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary d.own (template = d."Own", accept = false, stopwords = 'english');
comment on text search dictionary d.stemmer is 'Wortstämme';
alter text search dictionary d."Plain" owner to kinds_dictionary;
