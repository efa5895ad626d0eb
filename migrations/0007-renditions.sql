-- Copies of a segment for browsers that cannot play its own format, made when one of them asks.
create table rendition (
  company_id bigint not null,
  segment_id uuid not null,
  asked_at timestamptz not null,
  media_key text,
  media_type text,
  media_bytes bigint,
  media_ms int,
  media_sha256 bytea,
  ready_at timestamptz,
  failed_at timestamptz,
  primary key (company_id, segment_id),
  foreign key (company_id, segment_id) references segment on delete cascade
);
alter table rendition enable row level security;
alter table rendition force row level security;
create policy tenant on rendition
  using (company_id = (select current_company()) or (select is_system()));

-- A copy dropped while its segment stays takes its file along; one dropped with its segment lies under the segment's folder.
create function queue_rendition_removal() returns trigger language plpgsql as $$
begin
  insert into media_removal (company_id, key) values (old.company_id, old.media_key) on conflict do nothing;
  return null;
end $$;
create trigger rendition_deleted after delete on rendition for each row
  when (old.media_key is not null) execute function queue_rendition_removal();
