-- What the public could see change. The editions alone do not tell: a redaction looks like a correction, an erratum like nothing, and a reinstatement takes the withdrawal's trace away.

create table public_site.changes (
  id         bigint generated always as identity,
  series     text not null,
  key        text not null,
  kind       text not null,
  edition    integer not null,
  anchor     text,
  erratum    integer,
  reason     text,
  at         timestamptz not null,
  changed_in xid8 not null default pg_current_xact_id(),
  constraint changes_pkey primary key (id),
  constraint changes_record_fkey foreign key (series, key) references public_site.records (series, key),
  constraint changes_kind_known check (kind in ('publish', 'correct', 'redact', 'erratum', 'withdraw', 'reinstate')),
  constraint changes_erratum_is_numbered check ((kind = 'erratum') = (erratum is not null) and (anchor is null or kind = 'erratum')),
  constraint changes_withdrawn_with_reason check ((kind = 'withdraw') = (reason is not null))
);
create unique index changes_edition_key on public_site.changes (series, key, edition) where kind in ('publish', 'correct', 'redact');
create unique index changes_erratum_key on public_site.changes (series, key, erratum) where kind = 'erratum';
create index changes_record_idx on public_site.changes (series, key, id);
create index changes_newest_idx on public_site.changes (at desc, id desc);
create index changes_changed_idx on public_site.changes (changed_in);
create trigger changes_mark_changed before update on public_site.changes for each row execute function public_site.mark_changed();
comment on table  public_site.changes is 'What the public could see change, and when: facts without text. Rows are only added, in the transaction that makes the change public, and order by (at, id); of a row only the anchor is ever taken away. What the minutes themselves say of a change (its note, an erratum''s text) is in the editions, and goes with them.';
comment on column public_site.changes.id is 'Identity; of two changes of one record the later one has the greater.';
comment on column public_site.changes.series is 'The series.';
comment on column public_site.changes.key is 'The key in the series.';
comment on column public_site.changes.kind is 'publish: the first public edition; correct: a further one; redact: one without parts that were public before, in older editions too; erratum: a 附記 was added; withdraw: every edition gave way to a notice; reinstate: they came back.';
comment on column public_site.changes.edition is 'The edition that went public; of an erratum, a withdrawal or a reinstatement the newest public one then.';
comment on column public_site.changes.anchor is 'The part that an erratum belongs to; null once that part is withheld.';
comment on column public_site.changes.erratum is 'Which of the record''s errata it is, counted from 1 as they were added.';
comment on column public_site.changes.reason is 'Why the minutes were withdrawn, as the public read it then.';
comment on column public_site.changes.at is 'When it was public: what was approved or added while the minutes were withdrawn, with their reinstatement.';
comment on column public_site.changes.changed_in is 'The transaction that last changed the row.';

grant select, insert, update (anchor) on public_site.changes to openminutes_api;
grant select on public_site.changes to openminutes_publisher;

-- What happened so far, from the history.
with spells as (
  select away.resource, away.edition, away.detail ->> 'reason' as reason, away.at as since,
         (select min(back.at) from minutes.audit back where back.resource = away.resource and back.action = 'record.reinstate' and back.id > away.id) as until
  from minutes.audit away
  where away.action = 'record.withdraw'
), done as (
  select e.record, greatest(e.approved_at, e.published_at) as at, 2 as rank, e.edition, null::text as anchor, null::integer as erratum,
         case when e.edition = min(e.edition) over (partition by e.record) then 'publish'
              when exists (select from minutes.redactions x where x.record = e.record and x.edition = e.edition) then 'redact'
              else 'correct' end as kind
  from minutes.editions e
  where e.published_at is not null
  union all
  select x.record, x.created_at, 3,
         (select max(e.edition) from minutes.editions e where e.record = x.record and greatest(e.approved_at, e.published_at) <= x.created_at),
         case when exists (
           select from minutes.editions e, jsonb_array_elements(e.public_document::jsonb -> 'errata') shown
           where e.record = x.record and e.published_at is not null and shown ->> 'anchor' = x.anchor) then x.anchor end,
         row_number() over (partition by x.record order by x.id)::integer, 'erratum'
  from minutes.errata x
), shown as (
  -- What was done while the minutes were withdrawn was seen when they came back, if they did.
  select d.record, d.kind, d.edition, d.anchor, d.erratum, null::text as reason, d.rank,
         case when spell.resource is null then d.at else spell.until end as at
  from done d
  left join lateral (
    select s.resource, s.until from spells s
    where s.resource = 'records/' || d.record and d.at >= s.since and d.at < coalesce(s.until, 'infinity')
  ) spell on true
  union all
  select substr(s.resource, length('records/') + 1), 'withdraw', s.edition, null, null, coalesce(s.reason, ''), 4, s.since from spells s
  union all
  select substr(s.resource, length('records/') + 1), 'reinstate', s.edition, null, null, null, 1, s.until from spells s
)
insert into public_site.changes (series, key, kind, edition, anchor, erratum, reason, at)
select r.series, r.key, s.kind, s.edition, s.anchor, s.erratum, s.reason, date_trunc('second', s.at)
from shown s
join minutes.records r on r.id = s.record
join public_site.records p on p.series = r.series and p.key = r.key
where s.at is not null
order by s.at, s.rank, s.edition, s.erratum;
