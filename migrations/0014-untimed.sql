-- No multiplier: this candidate answers without a limit of time.
alter table interview alter column time_multiplier drop not null;
