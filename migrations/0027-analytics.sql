-- What an interview was first opened with: families of devices and browsers, and nothing that tells one device from another.
create table first_device (
  company_id bigint not null,
  interview_id bigint not null,
  device text not null check (device in ('phone', 'tablet', 'computer', 'other')),
  browser text not null check (browser in ('Chrome', 'Edge', 'Firefox', 'Opera', 'Safari', 'Samsung Internet', 'other')),
  primary key (company_id, interview_id),
  foreign key (company_id, interview_id) references interview on delete cascade
);
alter table first_device enable row level security;
alter table first_device force row level security;
create policy tenant on first_device
  using (company_id = (select current_company()) or (select is_system()));

-- Who was invited in a period.
create index interview_invited on interview (company_id, assessment_id, invited_at) where invited_at is not null;
-- Few interviews are opened again: they are found without reading what happened to all others.
create index event_reopened on event (company_id, subject) where kind = 'interview.reopened';
