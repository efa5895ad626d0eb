-- A still of a segment, made by the candidate's browser. It lies under the segment's folder, and goes with it.
alter table segment add column poster_key text, add column poster_bytes int;
