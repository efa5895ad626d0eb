-- The colour of a company's buttons and links in the room; null is ours.
alter table assessment add column accent text check (accent ~ '^#[0-9a-f]{6}$');
