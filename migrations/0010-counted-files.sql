-- Copies for old browsers, and answers that are files, count like the recordings of 0006. The argument of the trigger is
-- the column that holds the size.
select set_config('greenroom.company_id', 'system', true);

create function count_stored() returns trigger language plpgsql as $$
declare
  before bigint := case tg_op when 'INSERT' then 0 else (to_jsonb(old) ->> tg_argv[0])::bigint end;
  after bigint := case tg_op when 'DELETE' then 0 else (to_jsonb(new) ->> tg_argv[0])::bigint end;
begin
  perform use_media(coalesce(new.company_id, old.company_id), in_whole_megabytes(after) - in_whole_megabytes(before));
  return null;
end $$;
create trigger file_answer_counted after insert or update of bytes or delete on file_answer
  for each row execute function count_stored('bytes');
create trigger rendition_counted after insert or update of media_bytes or delete on rendition
  for each row execute function count_stored('media_bytes');

create or replace function recount_media() returns void language sql as $$
  delete from media_use;
  insert into media_use (company_id, part, bytes)
    select company_id, 0, sum(in_whole_megabytes(bytes)) from (
      select company_id, bytes + coalesce(media_bytes, 0) as bytes from segment
      union all select company_id, bytes from file_answer
      union all select company_id, media_bytes from rendition) stored
    group by company_id
$$;
select recount_media();
