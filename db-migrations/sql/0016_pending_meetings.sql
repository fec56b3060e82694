-- Meetings whose minutes are not public yet, of series that announce them: their number and day, and nothing else.
-- What is entered, handed on or deleted anywhere keeps them in step, so the database does it: no writer can forget one.

alter table minutes.records add column held_on date;
update minutes.records r set held_on = left(e.document ->> 'start', 10)::date
from minutes.editions e where e.record = r.id and e.edition = r.edition;
update minutes.records set held_on = (start_at at time zone interval '08:00')::date where held_on is null;
alter table minutes.records alter column held_on set not null;
comment on column minutes.records.held_on is 'The day on which the meeting began, where it was held.';

-- Two drafts may tell the same number and day. A row is no record: it has no key, title or id of one.
create table public_site.pending (
  series  text not null,
  number  integer,
  held_on date not null,
  records integer not null default 1,
  constraint pending_meeting_key unique nulls not distinct (series, held_on, number),
  constraint pending_series_fkey foreign key (series) references public_site.series (slug),
  constraint pending_counts_records check (records >= 0)
);
comment on table  public_site.pending is 'The meetings of series that announce them whose minutes are not public yet.';
comment on column public_site.pending.series is 'The series.';
comment on column public_site.pending.number is 'The ordinal of the meeting, if it has one.';
comment on column public_site.pending.held_on is 'The day it began, where it was held.';
comment on column public_site.pending.records is 'How many records tell this series, number and day.';
grant select, insert, update, delete on public_site.pending to openminutes_api;
grant select (series, number, held_on) on public_site.pending to openminutes_publisher;

-- The key share keeps the answer true until the transaction ends: who lets a series announce waits for it, and it for them. Writers do not wait for each other.
create function minutes.announces(asked_series text) returns boolean language sql as $$
  select announce_pending from minutes.series where slug = asked_series for key share
$$;
comment on function minutes.announces(text) is 'Whether a series announces pending meetings.';

create function minutes.follow_pending() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.public_edition is null and old.deleted_at is null and minutes.announces(old.series) then
    update public_site.pending set records = records - 1 where series = old.series and held_on = old.held_on and number is not distinct from old.number;
    delete from public_site.pending where series = old.series and held_on = old.held_on and number is not distinct from old.number and records = 0;
  end if;
  if new.public_edition is null and new.deleted_at is null and minutes.announces(new.series) then
    insert into public_site.pending as known (series, number, held_on) values (new.series, new.number, new.held_on)
    on conflict on constraint pending_meeting_key do update set records = known.records + 1;
  end if;
  return null;
end
$$;
comment on function minutes.follow_pending() is 'Counts a record out of the pending meetings and in again.';
create trigger records_begin_pending after insert on minutes.records for each row execute function minutes.follow_pending();
create trigger records_follow_pending after update of series, number, held_on, public_edition, deleted_at on minutes.records
  for each row when ((old.series, old.number, old.held_on, old.public_edition, old.deleted_at) is distinct from (new.series, new.number, new.held_on, new.public_edition, new.deleted_at))
  execute function minutes.follow_pending();

create function minutes.announce_pending() returns trigger language plpgsql as $$
begin
  perform from minutes.series where slug = new.slug for update;
  delete from public_site.pending where series = new.slug;
  if new.announce_pending then
    insert into public_site.pending (series, number, held_on, records)
    select series, number, held_on, count(*) from minutes.records
    where series = new.slug and public_edition is null and deleted_at is null
    group by series, number, held_on;
  end if;
  return null;
end
$$;
comment on function minutes.announce_pending() is 'Shows all pending meetings of a series, or none.';
create trigger series_announce_pending after update of announce_pending on minutes.series
  for each row when (old.announce_pending <> new.announce_pending) execute function minutes.announce_pending();
revoke execute on function minutes.announces(text), minutes.follow_pending(), minutes.announce_pending() from public;
grant execute on function minutes.announces(text) to openminutes_api;

-- What is pending so far.
insert into public_site.pending (series, number, held_on, records)
select r.series, r.number, r.held_on, count(*)
from minutes.records r join minutes.series s on s.slug = r.series and s.announce_pending
where r.public_edition is null and r.deleted_at is null
group by r.series, r.number, r.held_on;
