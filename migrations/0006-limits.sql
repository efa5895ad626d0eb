-- What is stored is counted as it comes, so that a limit is a look at a few rows. A segment counts its own chunks, in the
-- statement that enters each. A company is counted in whole megabytes, begun ones too, and in sixteen parts: one row that
-- every candidate's every chunk changed would have them all wait for each other.
select set_config('greenroom.company_id', 'system', true);

alter table segment add column bytes bigint not null default 0;
update segment s set bytes = c.bytes
  from (select company_id, segment_id, sum(bytes) as bytes from chunk group by 1, 2) c
  where c.company_id = s.company_id and c.segment_id = s.id;

create table media_use (
  company_id bigint not null references company,
  part int not null,
  bytes bigint not null,
  primary key (company_id, part)
);
alter table media_use enable row level security;
alter table media_use force row level security;
create policy tenant on media_use
  using (company_id = (select current_company()) or (select is_system()));

create function in_whole_megabytes(bytes bigint) returns bigint language sql immutable
  return ((coalesce(bytes, 0) + 1048575) >> 20) << 20;

-- One part a transaction, so that two that count much at once cannot each hold what the other waits for.
create function use_media(company bigint, more bigint) returns void language sql as $$
  insert into media_use (company_id, part, bytes) values (company, pg_current_xact_id()::text::bigint % 16, more)
    on conflict (company_id, part) do update set bytes = media_use.bytes + excluded.bytes
$$;

-- The chunks as they were uploaded, and the file made of them.
create function count_segment() returns trigger language plpgsql as $$
begin
  perform use_media(old.company_id,
    case tg_op when 'DELETE' then 0 else in_whole_megabytes(new.bytes + coalesce(new.media_bytes, 0)) end
    - in_whole_megabytes(old.bytes + coalesce(old.media_bytes, 0)));
  return null;
end $$;
create trigger segment_counted after update of bytes, media_bytes on segment for each row
  when (in_whole_megabytes(old.bytes + coalesce(old.media_bytes, 0))
    <> in_whole_megabytes(new.bytes + coalesce(new.media_bytes, 0)))
  execute function count_segment();
create trigger segment_uncounted after delete on segment for each row execute function count_segment();

-- Counts all there is anew: for rows that were brought in past the triggers, by a restore.
create function recount_media() returns void language sql as $$
  delete from media_use;
  insert into media_use (company_id, part, bytes)
    select company_id, 0, sum(in_whole_megabytes(bytes + coalesce(media_bytes, 0))) from segment group by company_id
$$;
select recount_media();
