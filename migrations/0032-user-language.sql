-- The language of every letter to somebody, also of those about their account; one that we do not speak any more is written
-- to in English.
alter table "user" add column language text;
select set_config('greenroom.company_id', 'system', true);
update "user" u set language = c.language from notice_choice c where c.company_id = u.company_id and c.user_id = u.id;
-- notice_choice.language stays, unread: a process of the release before asks for it as somebody hands in.
