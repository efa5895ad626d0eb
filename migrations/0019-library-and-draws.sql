-- An assessment put away: everything of it is kept, only the overview leaves it out.
alter table assessment add column archived_at timestamptz;

-- How many questions of each category a candidate is asked where the interview is not 'fixed':
-- [{"category": "Empathy", "count": 2}]; one of each that is not named.
alter table assessment add column questions_per_category jsonb not null default '[]';
-- What a candidate is asked, drawn once and kept from the moment they begin.
alter table interview add column drawn_question_ids bigint[];
-- Who has begun was asked everything there was.
select set_config('greenroom.company_id', 'system', true);
update interview i set drawn_question_ids = array(
  select q.id from question q where q.company_id = i.company_id and q.assessment_id = i.assessment_id
    and q.created_at <= i.started_at and (q.archived_at is null or q.archived_at > i.started_at)
  order by q.position, q.id) where i.started_at is not null;

-- Questions a company writes once and copies into its assessments: a copy never follows its original.
create table library_question (
  company_id bigint not null references company,
  id bigint generated always as identity unique,
  body text not null,
  category text,
  type text not null check (type in ('video', 'audio', 'essay', 'multipleChoice', 'rating', 'file')),
  prep_seconds int not null,
  max_answer_seconds int not null,
  max_retakes int not null,
  retake_decision_seconds int,
  min_words int,
  max_words int,
  options jsonb not null,
  single_choice boolean not null,
  max_score double precision,
  criterion_ids bigint[] not null,
  attachment text,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id)
);
alter table library_question enable row level security;
alter table library_question force row level security;
create policy tenant on library_question
  using (company_id = (select current_company()) or (select is_system()));
