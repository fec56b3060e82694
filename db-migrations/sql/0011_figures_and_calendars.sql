-- What pages show of the minutes besides their text: when and where a meeting was held, how much it decided, and the figures reported in it.
-- All of it is taken from the newest public edition, and goes with it when the minutes are withdrawn.

alter table public_site.records add column end_at timestamptz, add column location text, add column decisions integer not null default 0;
comment on column public_site.records.end_at is 'When the meeting ended, if the minutes say so and are not withdrawn.';
comment on column public_site.records.location is 'Where it was held, if the minutes say so and are not withdrawn.';
comment on column public_site.records.decisions is 'How many items have an outcome that the public may read; 0 of withdrawn minutes.';

alter table public_site.appearances drop constraint appearances_kind_known;
alter table public_site.appearances add constraint appearances_kind_known check (kind in ('section', 'item', 'annex', 'report'));
comment on column public_site.appearances.kind is 'section, item, annex or report.';
comment on column public_site.appearances.anchor is 'The anchor of the section, item, annex or report.';

create table public_site.figures (
  series     text not null,
  key        text not null,
  position   integer not null,
  anchor     text not null,
  body       text not null,
  unit_name  text not null,
  name       text not null,
  value      numeric not null,
  unit       text not null,
  as_of      date not null,
  constraint figures_pkey primary key (series, key, position),
  constraint figures_record_fkey foreign key (series, key) references public_site.records (series, key)
);
create index figures_unit_name_idx on public_site.figures (unit_name, body);
comment on table  public_site.figures is 'The measured values that units report in the newest public editions: what a unit''s page draws over time. Rewritten with its record.';
comment on column public_site.figures.series is 'The series.';
comment on column public_site.figures.key is 'The key in the series.';
comment on column public_site.figures.position is 'Counts the figures in the order of the minutes, from 1.';
comment on column public_site.figures.anchor is 'The anchor of the clause that tells it.';
comment on column public_site.figures.body is 'The body of the series, in which the unit''s name means something.';
comment on column public_site.figures.unit_name is 'The organisational unit as printed.';
comment on column public_site.figures.name is 'What is measured.';
comment on column public_site.figures.value is 'The number.';
comment on column public_site.figures.unit is 'The unit of measurement; empty of a plain number.';
comment on column public_site.figures.as_of is 'The day it holds for; where the minutes do not say, the day of the meeting.';

grant select, insert, update, delete on public_site.figures to openminutes_api;
grant select on public_site.figures to openminutes_publisher;

-- What is public so far.
update public_site.records r
set end_at = (e.document::jsonb ->> 'end')::timestamptz,
    location = e.document::jsonb ->> 'location',
    decisions = jsonb_array_length(jsonb_path_query_array(e.document::jsonb, '$.sections[*].items[*].outcome ? (!exists(@.disclosure.level) || @.disclosure.level != "withheld")'))
from public_site.editions e
where e.series = r.series and e.key = r.key and e.edition = r.edition;

with newest as (
  select r.series, r.key, r.held_on, s.body, e.document::jsonb as document
  from public_site.records r
    join public_site.series s on s.slug = r.series
    join public_site.editions e on e.series = r.series and e.key = r.key and e.edition = r.edition
), told as (
  select n.series, n.key, n.held_on, n.body, i.unit ->> 'name' as unit_name, told.clause
  from newest n,
    jsonb_path_query(n.document, '$.sections[*].items[*]') item,
    jsonb_path_query(item, '$.units[*] ? (@.role == "reporting")') i (unit),
    jsonb_path_query(jsonb_build_array(item -> 'explanation', item -> 'outcome' -> 'clauses'), 'strict $.** ? (exists(@.values))') told (clause)
  union all
  select n.series, n.key, n.held_on, n.body, report ->> 'unit', told.clause
  from newest n,
    jsonb_path_query(n.document, '$.annexes[*].reports[*] ? (exists(@.unit))') report,
    jsonb_path_query(report -> 'clauses', 'strict $.** ? (exists(@.values))') told (clause)
)
insert into public_site.figures (series, key, position, anchor, body, unit_name, name, value, unit, as_of)
select t.series, t.key, row_number() over (partition by t.series, t.key), t.clause ->> 'id', t.body, t.unit_name,
       v.value ->> 'name', (v.value ->> 'value')::numeric, coalesce(v.value ->> 'unit', ''), coalesce((v.value ->> 'asOf')::date, t.held_on)
from told t, jsonb_array_elements(t.clause -> 'values') v;

with annexes as (
  select r.series, r.key, s.body, annex ->> 'id' as anchor, u.unit ->> 'name' as unit_name, u.unit ->> 'role' as role,
         coalesce(annex ->> 'title', annex ->> 'heading', annex ->> 'label', '') as title,
         row_number() over (partition by r.series, r.key) as number
  from public_site.records r
    join public_site.series s on s.slug = r.series
    join public_site.editions e on e.series = r.series and e.key = r.key and e.edition = r.edition,
    jsonb_path_query(e.document::jsonb, '$.annexes[*]') annex,
    jsonb_path_query(annex, '$.units[*]') u (unit)
)
insert into public_site.appearances (series, key, anchor, position, body, unit_name, kind, role, title)
select a.series, a.key, a.anchor, a.number + coalesce((select max(p.position) from public_site.appearances p where p.series = a.series and p.key = a.key), 0),
       a.body, a.unit_name, 'annex', a.role, a.title
from annexes a;
