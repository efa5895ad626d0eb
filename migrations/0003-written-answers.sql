-- Answers that are written, chosen or rated, under the candidate's own key: what somebody writes of themselves is
-- personal data like their name.
create table written_answer (
  company_id bigint not null,
  interview_id bigint not null,
  question_id bigint not null,
  sealed bytea not null,
  written_at timestamptz not null,
  primary key (company_id, interview_id, question_id),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, question_id) references question on delete cascade
);
alter table written_answer enable row level security;
alter table written_answer force row level security;
create policy tenant on written_answer
  using (company_id = (select current_company()) or (select is_system()));
