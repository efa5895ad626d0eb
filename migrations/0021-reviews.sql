-- What reviewers think of an interview: marks on criteria, advice, words. A reviewer's words are about a person, and stand
-- under that person's key. A review is its author's alone until it is handed in.
create table review (
  company_id bigint not null,
  interview_id bigint not null,
  reviewer_id bigint not null,
  advice text check (advice in ('strongYes', 'yes', 'no', 'strongNo')),
  summary bytea,
  begun_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  -- When its author looked at others' before handing in their own: it is no independent review any more.
  informed_at timestamptz,
  primary key (company_id, interview_id, reviewer_id),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, reviewer_id) references "user"
);

-- A mark on one criterion of one answer. No question: of the interview as a whole. No criterion: of the whole answer.
create table rating (
  company_id bigint not null,
  id bigint generated always as identity,
  interview_id bigint not null,
  reviewer_id bigint not null,
  question_id bigint,
  criterion_id bigint,
  mark int not null,
  -- How many levels the scale had then: a criterion that is edited later does not change what was meant.
  levels int not null check (levels between 2 and 10 and mark between 1 and levels),
  rated_at timestamptz not null,
  primary key (company_id, id),
  unique nulls not distinct (company_id, interview_id, reviewer_id, question_id, criterion_id),
  foreign key (company_id, interview_id, reviewer_id) references review on delete cascade,
  foreign key (company_id, question_id) references question on delete cascade,
  foreign key (company_id, criterion_id) references criterion
);

-- Words pinned to a moment of an answer's recording, to an answer, or to the interview.
create table review_comment (
  company_id bigint not null,
  id bigint generated always as identity,
  interview_id bigint not null,
  reviewer_id bigint not null,
  question_id bigint,
  at_ms int,
  words bytea not null,
  written_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, interview_id, reviewer_id) references review on delete cascade,
  foreign key (company_id, question_id) references question on delete cascade
);
create index review_comment_of on review_comment (company_id, interview_id);

do $$
declare t text;
begin
  foreach t in array array['review', 'rating', 'review_comment'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I using (company_id = (select current_company()) or (select is_system()))', t);
  end loop;
end $$;

-- All scores in one, from 0 to 100; the result is told from it and the assessment's threshold when it is read.
alter table interview add column score_percent double precision, add column red_flags int not null default 0,
  add column question_feedback boolean not null default false;
-- Whether all that were handed in were reviewed is a look at two rows, however many there are.
create index interview_unreviewed on interview (company_id, assessment_id)
  where submitted_at is not null and withdrawn_at is null and reviewer_count is null;
create index interview_reviewed on interview (company_id, assessment_id) where reviewer_count is not null;

-- Reviewers hear the answers and see nothing.
alter table assessment add column review_by_sound boolean not null default false;

-- Besides the copy that plays everywhere, one that holds the sound alone.
alter table rendition add column kind text not null default 'mp4' check (kind in ('mp4', 'sound'));
alter table rendition drop constraint rendition_pkey, add primary key (company_id, segment_id, kind);

-- Which answers a share link shows; all of them when it does not say.
alter table share_link add column question_ids bigint[];
