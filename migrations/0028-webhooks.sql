-- Where a company wants to be told what happens. `types` null is everything. `seen_seq` is how far of the company's chain of
-- events has become deliveries: it counts in the order of commits, so none can be skipped.
create table webhook (
  company_id bigint not null references company,
  id uuid not null unique default gen_random_uuid(),
  name text not null,
  url text not null,
  types text[],
  secret bytea not null,
  -- Signs too until its time is over, so that a receiver can change secrets without missing anything.
  former_secret bytea,
  former_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by bigint not null,
  seen_seq bigint not null,
  failing_since timestamptz,
  disabled_at timestamptz,
  -- Why it was switched off by itself; null when somebody did.
  disabled_because text,
  primary key (company_id, id),
  foreign key (company_id, created_by) references "user"
);

-- One event for one webhook: its id is the webhook-id of every attempt. due_at says when the next is to begin, null when there
-- is none to come. Whoever makes an attempt first puts due_at past the longest it can take: should they die, it is due again.
create table delivery (
  company_id bigint not null,
  id uuid not null unique default gen_random_uuid(),
  webhook_id uuid not null,
  event_id bigint,
  type text not null,
  payload text not null,
  created_at timestamptz not null,
  due_at timestamptz,
  tries int not null default 0,
  delivered_at timestamptz,
  failed_at timestamptz,
  primary key (company_id, id),
  unique (company_id, webhook_id, event_id),
  foreign key (company_id, webhook_id) references webhook on delete cascade
);
create index delivery_due on delivery (company_id, webhook_id, due_at) where due_at is not null;
create index delivery_list on delivery (company_id, webhook_id, created_at desc, id);
create index delivery_failed on delivery (company_id, webhook_id, created_at desc) where failed_at is not null;
create index delivery_age on delivery (created_at);

create table delivery_attempt (
  company_id bigint not null,
  id bigint generated always as identity,
  delivery_id uuid not null,
  at timestamptz not null,
  took_ms int not null,
  -- What was answered, or why there was no answer.
  status int,
  error text,
  answer text not null default '',
  primary key (company_id, id),
  foreign key (company_id, delivery_id) references delivery on delete cascade
);
create index delivery_attempt_of on delivery_attempt (company_id, delivery_id, id);

do $$
declare t text;
begin
  foreach t in array array['webhook', 'delivery', 'delivery_attempt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I using (company_id = (select current_company()) or (select is_system()))', t);
  end loop;
end $$;
