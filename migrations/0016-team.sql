-- One-time links by which somebody sets their password: joining a company, or having forgotten it. Only the hash stands here.
create table user_link (
  company_id bigint not null,
  id uuid not null unique default gen_random_uuid(),
  user_id bigint not null,
  kind text not null check (kind in ('join', 'reset')),
  hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  sent_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, user_id) references "user" on delete cascade
);
create index user_link_of on user_link (company_id, user_id);
alter table user_link enable row level security;
alter table user_link force row level security;
create policy tenant on user_link
  using (company_id = (select current_company()) or (select is_system()));

alter table api_key add column last_used_at timestamptz;
