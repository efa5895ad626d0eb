-- A time zone's name if this PostgreSQL knows it: a browser may be newer than its list, and one odd name must not stop a sweep.
create function known_zone(zone text) returns text language plpgsql stable strict parallel safe as $$
begin
  perform timestamp '2000-01-01' at time zone zone;
  return zone;
exception when invalid_parameter_value then
  return null;
end $$;

-- The sweeps read the companies' due rows page by page.
create index interview_reminder_of on interview (company_id, next_reminder_at) where next_reminder_at is not null;
create index interview_expiry_of on interview (company_id, expiry_due_at) where expiry_due_at is not null;

-- A reminder that the mail server did not take by its evening waits for the morning.
alter table letter add column leave_by timestamptz, add column put_off_until timestamptz;
create index letter_put_off on letter (put_off_until) where put_off_until is not null;

-- A closed assessment's deadline is the moment it was closed.
select set_config('greenroom.company_id', 'system', true);
update interview i set expiry_due_at = a.closed_at
  from assessment a
  where a.company_id = i.company_id and a.id = i.assessment_id and i.expiry_due_at > a.closed_at;
