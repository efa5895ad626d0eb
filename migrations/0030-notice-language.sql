-- The language of somebody's letters; one that we do not speak any more is written to in English.
alter table notice_choice add column language text not null default 'en';
