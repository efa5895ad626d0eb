-- The language of somebody's letters; one that we do not speak any more is written to in English. What nobody has chosen is as
-- is usual for their role, also when they are given another.
alter table notice_choice
  add column language text,
  alter column completed drop not null, alter column requests drop not null, alter column digest drop not null;
