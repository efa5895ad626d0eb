-- What a candidate asks of the company: more time to answer, a later deadline, another go. Their reason is sealed.
create table request (
  company_id bigint not null,
  id bigint generated always as identity,
  interview_id bigint not null,
  kind text not null,
  reason bytea not null,
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by bigint,
  granted boolean,
  primary key (company_id, id),
  foreign key (company_id, interview_id) references interview on delete cascade,
  foreign key (company_id, decided_by) references "user"
);
create unique index request_open on request (company_id, interview_id, kind) where decided_at is null;
alter table request enable row level security;
alter table request force row level security;
create policy tenant on request
  using (company_id = (select current_company()) or (select is_system()));

-- The reason for a retake, as the list shows it, beside the row it is shown with.
alter table interview add column retake_reason_sealed bytea;
