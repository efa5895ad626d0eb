-- An answer that is a file: sealed in the media store under the candidate's key, its name sealed here.
create table file_answer (
  company_id bigint not null,
  interview_id bigint not null,
  question_id bigint not null,
  media_key text not null,
  bytes int not null,
  sha256 bytea not null,
  name bytea not null,
  stored_at timestamptz not null,
  primary key (company_id, interview_id, question_id),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, question_id) references question on delete cascade
);
alter table file_answer enable row level security;
alter table file_answer force row level security;
create policy tenant on file_answer
  using (company_id = (select current_company()) or (select is_system()));

create function queue_file_removal() returns trigger language plpgsql as $$
begin
  insert into media_removal (company_id, key) values (old.company_id, old.media_key) on conflict do nothing;
  return null;
end $$;
create trigger file_answer_deleted after delete on file_answer for each row execute function queue_file_removal();
create trigger file_answer_replaced after update of media_key on file_answer for each row
  when (old.media_key is distinct from new.media_key) execute function queue_file_removal();
