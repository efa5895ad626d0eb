-- Letters are no jobs of a queue any more: due_at says when the next attempt begins, null when there is none to come. Whoever
-- makes an attempt first puts it past the longest that one can take: should they die, it is due again. So a letter lasts as long
-- as it has something to say, however long the mail server is away; trouble is why the last attempt failed.
alter table letter
  add column due_at timestamptz, add column tries int not null default 0, add column trouble text;
alter table notice
  add column due_at timestamptz, add column tries int not null default 0, add column trouble text;
alter table user_link
  add column due_at timestamptz, add column claimed_at timestamptz, add column tries int not null default 0,
  add column trouble text, add column failed_at timestamptz, add column failure text;

select set_config('greenroom.company_id', 'system', true);
update letter set due_at = coalesce(put_off_until, queued_at)
  where sent_at is null and failed_at is null and dropped_at is null;
update notice set due_at = queued_at where sent_at is null and failed_at is null and dropped_at is null;
update user_link set due_at = created_at where sent_at is null and used_at is null;

drop index letter_put_off;
alter table letter drop column put_off_until;
create index letter_due on letter (company_id, due_at) where due_at is not null;
create index notice_due on notice (company_id, due_at) where due_at is not null;
create index user_link_due on user_link (company_id, due_at) where due_at is not null;

-- Companies are looked through one by one, each by its own indexes.
drop index interview_reminder, interview_expiry;

do $$
begin
  if to_regclass('pgboss.job') is not null then
    delete from pgboss.job where name in ('invitations.send-letter', 'notices.send', 'accounts.send-link');
  end if;
end $$;
