-- Whoever has no camera may answer with their voice.
alter table assessment add column sound_only_allowed boolean not null default false;
