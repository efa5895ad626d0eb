-- A share link may ask for a password (argon2id, as users have); the first opening of a candidate's link is kept.
alter table share_link add column password_hash text;
alter table interview add column opened_at timestamptz;
