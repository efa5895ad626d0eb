-- A question that somebody has been asked is not changed under them: its newer version stands beside it, and an interview
-- keeps the questions of the moment it was begun.
alter table question add column archived_at timestamptz;
