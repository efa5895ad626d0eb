-- An interview that was handed in, opened again for some of its questions or (null) for all. What was handed in stays the
-- answer until another is kept in its place.
alter table interview add column reopened_at timestamptz;
alter table interview add column reopened_questions bigint[];

-- Answers that were handed in and have given way to another: a take of its own, words, or a file. They go with their
-- interview, not before.
create table former_answer (
  company_id bigint not null,
  id bigint generated always as identity,
  interview_id bigint not null,
  question_id bigint not null,
  given_at timestamptz not null,
  replaced_at timestamptz not null,
  take_id uuid,
  sealed bytea,
  media_key text,
  bytes int,
  sha256 bytea,
  name bytea,
  primary key (company_id, id),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, question_id) references question on delete cascade,
  foreign key (company_id, take_id) references take on delete cascade
);
create index former_answer_interview on former_answer (company_id, interview_id);
create index former_answer_take on former_answer (company_id, take_id);
alter table former_answer enable row level security;
alter table former_answer force row level security;
create policy tenant on former_answer
  using (company_id = (select current_company()) or (select is_system()));

-- A file that gave way is still somebody's.
create or replace function queue_file_removal() returns trigger language plpgsql as $$
begin
  insert into media_removal (company_id, key)
    select old.company_id, old.media_key where not exists (
      select from former_answer f where f.company_id = old.company_id and f.media_key = old.media_key)
    on conflict do nothing;
  return null;
end $$;
create trigger former_answer_deleted after delete on former_answer for each row
  when (old.media_key is not null) execute function queue_file_removal();
create trigger former_answer_counted after insert or delete on former_answer
  for each row execute function count_stored('bytes');

create or replace function recount_media() returns void language sql as $$
  delete from media_use;
  insert into media_use (company_id, part, bytes)
    select company_id, 0, sum(in_whole_megabytes(bytes)) from (
      select company_id, bytes + coalesce(media_bytes, 0) as bytes from segment
      union all select company_id, bytes from file_answer
      union all select company_id, bytes from former_answer where bytes is not null
      union all select company_id, media_bytes from rendition) stored
    group by company_id
$$;
