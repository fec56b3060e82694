-- What a publication asks for is found by an index, however much there is: the meetings of a year, the neighbours of one, the newest, what a unit did in a year.
-- Texts of keys are compared byte for byte, as the publisher does.

-- Appearances carry the times of their meeting, so that the newest of a unit need not be looked for among all.

alter table public_site.appearances
  add column start_at     timestamptz,
  add column held_on      date,
  add column published_at timestamptz;
update public_site.appearances a set start_at = r.start_at, held_on = r.held_on, published_at = r.published_at
from public_site.records r where r.series = a.series and r.key = a.key;
alter table public_site.appearances
  alter column start_at set not null,
  alter column held_on set not null,
  alter column published_at set not null;
comment on column public_site.appearances.start_at is 'When the meeting began, as in records.';
comment on column public_site.appearances.held_on is 'The day it began, as in records.';
comment on column public_site.appearances.published_at is 'When the newest edition went public, as in records.';

create function public_site.date_appearance() returns trigger language plpgsql as $$
begin
  select start_at, held_on, published_at into new.start_at, new.held_on, new.published_at
  from public_site.records where series = new.series and key = new.key;
  return new;
end
$$;
comment on function public_site.date_appearance() is 'Takes the times of an appearance from its record.';
create trigger appearances_date before insert on public_site.appearances for each row execute function public_site.date_appearance();

create function public_site.date_appearances() returns trigger language plpgsql as $$
begin
  update public_site.appearances set start_at = new.start_at, held_on = new.held_on, published_at = new.published_at
  where series = new.series and key = new.key;
  return null;
end
$$;
comment on function public_site.date_appearances() is 'Carries changed times of a record to its appearances.';
create trigger records_date_appearances after update on public_site.records for each row
  when ((old.start_at, old.held_on, old.published_at) is distinct from (new.start_at, new.held_on, new.published_at))
  execute function public_site.date_appearances();

drop index public_site.appearances_unit_name_idx;
create index appearances_newest_idx on public_site.appearances (unit_name, body, start_at desc, series collate "C", key collate "C" desc, position);
create index appearances_published_idx on public_site.appearances (unit_name, body, published_at desc, series collate "C", key collate "C" desc, position);
create index appearances_year_idx on public_site.appearances (unit_name, body, held_on);

-- Meetings.

drop index public_site.records_newest_idx;
create index records_newest_idx on public_site.records (start_at desc, series collate "C", key collate "C" desc) where withdrawn_at is null;
create index records_published_idx on public_site.records (published_at desc, series collate "C", key collate "C" desc) where withdrawn_at is null;
create index records_series_published_idx on public_site.records (series, published_at desc, key collate "C" desc) where withdrawn_at is null;
create index records_neighbours_idx on public_site.records (series, start_at, key collate "C");
create index records_series_day_idx on public_site.records (series, held_on);
create index records_day_idx on public_site.records (held_on);
create index records_number_idx on public_site.records (series, number) where number is not null;

-- Changes of what was public already, among however many publications.
create index changes_lately_idx on public_site.changes (at desc, id desc) where kind <> 'publish';
