-- Who is signed in to the dashboard: the SHA-256 of what their browser's cookie holds. No API token, and none is one.
create table session (
  hash bytea primary key,
  company_id bigint not null,
  user_id bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (company_id, user_id) references "user" on delete cascade
);
create index session_of_user on session (company_id, user_id);
create index session_expiry on session (expires_at);
create index user_everywhere on "user" (lower(email));
alter table session enable row level security;
alter table session force row level security;
create policy tenant on session
  using (company_id = (select current_company()) or (select is_system()));
