-- Everything belongs to a company. Every table carries company_id, every query names it, and
-- row-level security is the second wall: a connection sees the company it was told to be, the
-- whole house when it was told 'system', and nothing when it was told nothing.

create function current_company() returns bigint language sql stable
  return case current_setting('greenroom.company_id', true)
    when 'system' then null when '' then null
    else current_setting('greenroom.company_id', true)::bigint end;

create function is_system() returns boolean language sql stable
  return coalesce(current_setting('greenroom.company_id', true) = 'system', false);

create table installation (
  only_row boolean primary key default true check (only_row),
  key_check bytea not null
);

create table company (
  id bigint generated always as identity primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table "user" (
  company_id bigint not null references company,
  id bigint generated always as identity unique,
  email text not null,
  name text not null default '',
  role text not null check (role in ('owner', 'recruiter', 'reviewer')),
  password_hash text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  primary key (company_id, id)
);
create unique index user_email on "user" (company_id, lower(email));

create table api_key (
  company_id bigint not null references company,
  id uuid not null unique default gen_random_uuid(),
  name text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (company_id, id)
);

create table access_token (
  hash bytea primary key,
  company_id bigint not null,
  user_id bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (company_id, user_id) references "user" on delete cascade
);
create index access_token_user on access_token (company_id, user_id);
create index access_token_expiry on access_token (expires_at);

-- Counts guesses, not people: the key is a keyed hash of what was tried. Lost in a crash, on purpose.
create unlogged table sign_in_failure (
  key bytea primary key,
  failures int not null,
  since timestamptz not null
);

create table assessment (
  company_id bigint not null references company,
  id bigint generated always as identity unique,
  recruiter_id bigint not null,
  name text not null,
  interview_type text not null,
  landing_page_info text,
  starts_at timestamptz not null,
  expires_at timestamptz not null,
  response_visible boolean not null,
  banner_enabled boolean not null,
  banner_path text,
  reminders_enabled boolean not null,
  reminder_interval_days int,
  max_reminders int,
  masked boolean not null,
  pass_threshold double precision,
  retakes_enabled boolean not null,
  intro_video text,
  end_text text,
  practice_skipped boolean not null,
  closed_at timestamptz,
  retention_days int,
  language text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, recruiter_id) references "user"
);

create table criterion (
  company_id bigint not null references company,
  id bigint generated always as identity unique,
  name text not null,
  description text,
  scale jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id)
);

create table question (
  company_id bigint not null,
  id bigint generated always as identity unique,
  assessment_id bigint not null,
  position int not null,
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
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, assessment_id) references assessment on delete cascade
);
create index question_order on question (company_id, assessment_id, position, id);

-- personal is one AES-256-GCM envelope: a 16-byte IV, the ciphertext, a 16-byte tag.
create table candidate (
  company_id bigint not null references company,
  id bigint generated always as identity unique,
  email_hash bytea not null,
  personal bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, email_hash)
);

-- Apart from everything else: a backup leaves this table out and writes it to the keyring.
create table candidate_key (
  company_id bigint not null,
  candidate_id bigint not null,
  wrapped bytea not null,
  primary key (company_id, candidate_id)
);

create table interview (
  company_id bigint not null,
  id bigint generated always as identity unique,
  uuid uuid not null default gen_random_uuid(),
  public_uuid uuid not null default gen_random_uuid(),
  assessment_id bigint not null,
  candidate_id bigint not null,
  recruiter_id bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz,
  time_multiplier double precision not null default 1,
  max_reminders int not null default 0,
  invited_at timestamptz,
  invited_by bigint,
  started_at timestamptz,
  submitted_at timestamptz,
  withdrawn_at timestamptz,
  outcome text,
  retake_reason text,
  retake_sent boolean,
  retake_approval boolean,
  interview_score double precision,
  total_score double precision,
  reviewer_count int,
  result text,
  primary key (company_id, id),
  unique (company_id, uuid),
  unique (company_id, assessment_id, candidate_id),
  foreign key (company_id, assessment_id) references assessment on delete cascade,
  foreign key (company_id, candidate_id) references candidate,
  foreign key (company_id, recruiter_id) references "user",
  foreign key (company_id, invited_by) references "user"
);
create index interview_list on interview (company_id, assessment_id, id desc);
create index interview_candidate on interview (company_id, candidate_id);
create statistics interview_tenancy (dependencies) on company_id, assessment_id from interview;
create statistics question_tenancy (dependencies) on company_id, assessment_id from question;

create table letter (
  company_id bigint not null,
  id uuid not null unique default gen_random_uuid(),
  interview_id bigint not null,
  kind text not null,
  queued_at timestamptz not null,
  claimed_at timestamptz,
  sent_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, interview_id) references interview on delete cascade
);
create index letter_interview on letter (company_id, interview_id);

-- Links that act for a candidate: 256 bits, only the SHA-256 stands here.
create table candidate_link (
  hash bytea primary key,
  company_id bigint not null,
  interview_id bigint not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  foreign key (company_id, interview_id) references interview on delete cascade
);
create index candidate_link_interview on candidate_link (company_id, interview_id);

create table share_link (
  company_id bigint not null,
  id uuid not null unique default gen_random_uuid(),
  interview_id bigint not null,
  hash bytea not null unique,
  created_at timestamptz not null,
  created_by bigint not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  views int not null default 0,
  primary key (company_id, id),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, created_by) references "user"
);
create index share_link_interview on share_link (company_id, interview_id, created_at desc);

create table consent (
  company_id bigint not null,
  interview_id bigint not null,
  text_version text not null,
  agreed_at timestamptz not null,
  primary key (company_id, interview_id),
  foreign key (company_id, interview_id) references interview on delete cascade
);

-- A take is a list of segments, one per run of the browser's recorder; a segment is a list of chunks.
create table take (
  company_id bigint not null,
  id uuid not null unique,
  interview_id bigint not null,
  question_id bigint not null,
  number int not null,
  begun_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, interview_id, question_id, number),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, question_id) references question on delete cascade
);

create table segment (
  company_id bigint not null,
  id uuid not null unique,
  take_id uuid not null,
  number int not null,
  mime_type text not null,
  begun_at timestamptz not null,
  sealed_at timestamptz,
  seal_reason text,
  chunk_count int,
  recorded_ms int,
  media_key text,
  media_type text,
  media_bytes bigint,
  media_ms int,
  media_sha256 bytea,
  ready_at timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (company_id, id),
  unique (company_id, take_id, number),
  foreign key (company_id, take_id) references take on delete cascade
);

-- Media to be removed from the store: one object, or with a slash at the end all under it. Written by the very
-- deletion, so that nothing is ever removed for being unknown: a wrong or empty database must not cost a recording.
create table media_removal (
  company_id bigint not null references company,
  key text not null,
  queued_at timestamptz not null default now(),
  primary key (company_id, key)
);

create function queue_media_removal() returns trigger language plpgsql as $$
begin
  insert into media_removal (company_id, key)
    values (old.company_id, case tg_op when 'DELETE' then old.company_id || '/' || old.id || '/' else old.media_key end)
    on conflict do nothing;
  return null;
end $$;
create trigger segment_deleted after delete on segment for each row execute function queue_media_removal();
create trigger segment_remade after update of media_key on segment for each row
  when (old.media_key is not null and old.media_key is distinct from new.media_key)
  execute function queue_media_removal();

create table chunk (
  company_id bigint not null,
  segment_id uuid not null,
  index int not null,
  bytes int not null,
  sha256 bytea not null,
  stored_at timestamptz not null,
  primary key (company_id, segment_id, index),
  foreign key (company_id, segment_id) references segment on delete cascade
);

-- The take they keep.
create table answer (
  company_id bigint not null,
  interview_id bigint not null,
  question_id bigint not null,
  take_id uuid not null,
  kept_at timestamptz not null,
  primary key (company_id, interview_id, question_id),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, question_id) references question on delete cascade,
  foreign key (company_id, take_id) references take on delete cascade
);

-- What happened, one row a change. seq and hash are filled in once, just after the commit, by the
-- chain (events/chain.ts); nothing else may ever change a row. Ids only, never a name.
create table event (
  company_id bigint not null references company,
  id bigint generated always as identity,
  at timestamptz not null,
  actor text not null,
  kind text not null,
  subject text not null,
  details jsonb not null default '{}',
  seq bigint,
  hash bytea,
  primary key (company_id, id),
  unique (company_id, seq)
);
create index event_unchained on event (company_id, id) where seq is null;

create function event_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq is null
    and (new.company_id, new.id, new.at, new.actor, new.kind, new.subject, new.details)
      = (old.company_id, old.id, old.at, old.actor, old.kind, old.subject, old.details) then
    return new;
  end if;
  raise exception 'event is append-only';
end $$;
create trigger event_append_only before update or delete on event
  for each row execute function event_is_append_only();

do $$
declare t text;
begin
  for t in select table_name from information_schema.columns
    where table_schema = current_schema() and column_name = 'company_id' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I using (company_id = (select current_company()) or (select is_system()))', t);
  end loop;
end $$;
alter table company enable row level security;
alter table company force row level security;
create policy tenant on company using (id = (select current_company()) or (select is_system()));
