-- Logos and banners: a company's own, shown to everybody it invites, and so small that they live with their row.
create table picture (
  company_id bigint not null references company,
  id uuid not null unique default gen_random_uuid(),
  type text not null,
  content bytea not null,
  sha256 bytea not null,
  created_at timestamptz not null,
  created_by bigint not null,
  primary key (company_id, id),
  unique (company_id, sha256),
  foreign key (company_id, created_by) references "user"
);
alter table picture enable row level security;
alter table picture force row level security;
create policy tenant on picture
  using (company_id = (select current_company()) or (select is_system()));
