-- When an interview's candidate is to be reminded next: the sweep reads what is due and nothing else, however much there is.
alter table interview
  add column reminders_sent int not null default 0,
  add column reminded_at timestamptz,
  add column next_reminder_at timestamptz;
create index interview_reminder on interview (next_reminder_at) where next_reminder_at is not null;

-- A recruiter's own words in the letters of an assessment.
alter table assessment add column letter_text text;

-- A letter that the mail server refused for good is not tried again.
alter table letter add column failed_at timestamptz, add column failure text;

-- What is past its retention is found by the assessments that have one.
create index assessment_retention on assessment (company_id) where retention_days is not null;
