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

-- What the queue had given up is not to come after weeks, and what somebody may have in hand this moment not twice.
select set_config('greenroom.company_id', 'system', true);
update letter set failed_at = now(), failure = 'The mail server did not take it for days'
  where sent_at is null and failed_at is null and dropped_at is null and put_off_until is null
    and queued_at < now() - interval '5 days';
update letter set due_at = coalesce(put_off_until, claimed_at + interval '5 minutes', queued_at)
  where sent_at is null and failed_at is null and dropped_at is null;
update notice set dropped_at = now()
  where sent_at is null and failed_at is null and dropped_at is null and queued_at < now() - interval '5 days';
update notice set due_at = coalesce(claimed_at + interval '5 minutes', queued_at)
  where sent_at is null and failed_at is null and dropped_at is null;
update user_link set due_at = created_at where sent_at is null and used_at is null;

-- A process of the release before that still answers requests says nothing of due_at.
alter table letter alter column due_at set default now();
alter table notice alter column due_at set default now();
alter table user_link alter column due_at set default now();

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
