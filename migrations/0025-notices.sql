-- Letters to the company's own people about what happened. `about` holds ids and counts, never a candidate.
create table notice (
  company_id bigint not null,
  id uuid not null unique default gen_random_uuid(),
  user_id bigint not null,
  kind text not null,
  about jsonb not null,
  queued_at timestamptz not null,
  claimed_at timestamptz,
  sent_at timestamptz,
  dropped_at timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (company_id, id),
  foreign key (company_id, user_id) references "user" on delete cascade
);
create index notice_user on notice (company_id, user_id);
alter table notice enable row level security;
alter table notice force row level security;
create policy tenant on notice
  using (company_id = (select current_company()) or (select is_system()));

-- Which of them somebody wants; without a row, what is usual for their role.
create table notice_choice (
  company_id bigint not null,
  user_id bigint not null,
  completed text not null check (completed in ('own', 'each', 'digest', 'never')),
  requests boolean not null,
  digest boolean not null,
  primary key (company_id, user_id),
  foreign key (company_id, user_id) references "user" on delete cascade
);
alter table notice_choice enable row level security;
alter table notice_choice force row level security;
create policy tenant on notice_choice
  using (company_id = (select current_company()) or (select is_system()));

-- When a company's people were last told what the day before had brought.
alter table company add column digested_at timestamptz;
