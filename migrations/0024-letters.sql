-- Which address a letter went to, as a keyed hash: one that comes back marks that address, and no newer one. A letter that had
-- nothing to say any more when its turn came is dropped, with the reason. One that a mail server still tries is delayed.
alter table letter
  add column sent_to bytea,
  add column dropped_at timestamptz, add column dropped text,
  add column delayed_at timestamptz;

-- An address that letters came back from, and why; another address, or an invitation by hand, begins anew.
alter table candidate add column undeliverable_at timestamptz, add column undeliverable text;

-- A recruiter's own subject of the invitation.
alter table assessment add column letter_subject text;
