-- What happened to one thing is found without reading all that ever happened.
create index event_of_subject on event (company_id, subject, id desc);
