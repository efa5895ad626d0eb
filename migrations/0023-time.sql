-- The company's time zone, for letters to people who have not said theirs; and each candidate's, as their browser tells it.
alter table company add column time_zone text not null default 'UTC';
alter table interview add column time_zone text;

-- Who wants no more reminders of this interview.
alter table interview add column unsubscribed_at timestamptz;

-- When an interview's deadline is to be looked at next, and when it was found to have passed unanswered.
alter table interview add column expired_at timestamptz, add column expiry_due_at timestamptz;
select set_config('greenroom.company_id', 'system', true);
update interview i set expiry_due_at = coalesce(i.expires_at, a.expires_at)
  from assessment a
  where a.company_id = i.company_id and a.id = i.assessment_id
    and i.invited_at is not null and i.submitted_at is null and i.withdrawn_at is null;
create index interview_expiry on interview (expiry_due_at) where expiry_due_at is not null;
