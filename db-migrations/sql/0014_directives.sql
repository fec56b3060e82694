-- The register of directives (追蹤列管) -----------------------------------------------------------------------------

create table minutes.directives (
  id                 text not null,
  series             text not null,
  origin_record      text,
  origin_anchor      text,
  text               text not null,
  due                date,
  disclosure_level   text not null default 'withheld',
  disclosure_ground  text,
  disclosure_summary text,
  state              text not null default 'pending',
  current_due        date,
  public_number      integer,
  revision           integer not null default 1,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  constraint directives_pkey primary key (id),
  constraint directives_series_fkey foreign key (series) references minutes.series (slug),
  constraint directives_origin_fkey foreign key (origin_record) references minutes.records (id),
  constraint directives_public_number_key unique (series, public_number),
  constraint directives_id_shape check (id ~ '^[A-Za-z0-9._-]{1,128}$' and id not in ('.', '..')),
  constraint directives_origin_is_whole check ((origin_record is null) = (origin_anchor is null)),
  constraint directives_level_known check (disclosure_level in ('public', 'summary', 'withheld')),
  constraint directives_summarised check (disclosure_level <> 'summary' or disclosure_summary is not null),
  constraint directives_state_known check (state in ('pending', 'proposed', 'released')),
  constraint directives_counts_from_one check (revision >= 1 and public_number >= 1)
);
create index directives_series_idx on minutes.directives (series);
create index directives_origin_idx on minutes.directives (origin_record);
create index directives_due_idx on minutes.directives (current_due, id) where state <> 'released';
comment on table  minutes.directives is 'The directives (列管案件): what is tracked from the meeting that began it to the one that releases it.';
comment on column minutes.directives.id is 'Identity, given by the caller, never reused.';
comment on column minutes.directives.series is 'The series that tracks it.';
comment on column minutes.directives.origin_record is 'The record in which it began; null for a case older than the register.';
comment on column minutes.directives.origin_anchor is 'The part of that record.';
comment on column minutes.directives.text is 'What is to be done.';
comment on column minutes.directives.due is 'The day by which it is to be done, as first set.';
comment on column minutes.directives.disclosure_level is 'public, summary or withheld.';
comment on column minutes.directives.disclosure_ground is 'The ground (政府資訊公開法 §18), such as 18-1-3.';
comment on column minutes.directives.disclosure_summary is 'What the public reads in its place.';
comment on column minutes.directives.state is 'How it stands by its progress notes and public reviews; written with them.';
comment on column minutes.directives.current_due is 'The day by which it is to be done now; written with the state.';
comment on column minutes.directives.public_number is 'Its number on the website, given when it first got there and never to another.';
comment on column minutes.directives.revision is 'Counts the changes; the ETag.';
comment on column minutes.directives.created_at is 'When it was made.';
comment on column minutes.directives.updated_at is 'When it last changed.';

create table minutes.directive_units (
  directive text not null,
  position  integer not null,
  name      text not null,
  role      text not null,
  state     text not null default 'pending',
  percent   integer,
  note      text,
  constraint directive_units_pkey primary key (directive, name),
  constraint directive_units_directive_fkey foreign key (directive) references minutes.directives (id),
  constraint directive_units_role_known check (role in ('lead', 'support')),
  constraint directive_units_state_known check (state in ('pending', 'proposed', 'released')),
  constraint directive_units_percent_range check (percent between 0 and 100)
);
create index directive_units_name_idx on minutes.directive_units (name);
comment on table  minutes.directive_units is 'The units that a directive was given to, and how far each is.';
comment on column minutes.directive_units.directive is 'The directive.';
comment on column minutes.directive_units.position is 'Counts the units in their order, from 1.';
comment on column minutes.directive_units.name is 'The unit as it was called.';
comment on column minutes.directive_units.role is 'lead (主辦) or support (協辦).';
comment on column minutes.directive_units.state is 'How its part stands; written with its progress notes and public reviews.';
comment on column minutes.directive_units.percent is 'How much of its part is done.';
comment on column minutes.directive_units.note is 'Its newest note.';

create table minutes.directive_progress (
  id        bigint generated always as identity,
  directive text not null,
  unit      text not null,
  state     text,
  percent   integer,
  note      text,
  at        timestamptz not null default clock_timestamp(),
  person    text not null,
  constraint directive_progress_pkey primary key (id),
  constraint directive_progress_directive_fkey foreign key (directive) references minutes.directives (id),
  constraint directive_progress_releases_nothing check (state in ('pending', 'proposed')),
  constraint directive_progress_percent_range check (percent between 0 and 100),
  constraint directive_progress_says_something check (state is not null or percent is not null or note is not null)
);
create index directive_progress_directive_idx on minutes.directive_progress (directive, id);
comment on table  minutes.directive_progress is 'What units report over time (辦理情形). Append-only.';
comment on column minutes.directive_progress.id is 'Identity, and the order.';
comment on column minutes.directive_progress.directive is 'The directive.';
comment on column minutes.directive_progress.unit is 'The unit as the directive names it.';
comment on column minutes.directive_progress.state is 'pending, or proposed when the unit asks to be released.';
comment on column minutes.directive_progress.percent is 'How much is done.';
comment on column minutes.directive_progress.note is 'What was done.';
comment on column minutes.directive_progress.at is 'When it was posted.';
comment on column minutes.directive_progress.person is 'The person who posted it.';

create table minutes.directive_reviews (
  directive  text not null,
  record     text not null,
  edition    integer not null,
  anchor     text,
  verdict    text,
  text       text,
  due        date,
  units      text[] not null default '{}',
  updated_at timestamptz not null default now(),
  updated_by text not null,
  constraint directive_reviews_pkey primary key (directive, record, edition),
  constraint directive_reviews_directive_fkey foreign key (directive) references minutes.directives (id),
  constraint directive_reviews_edition_fkey foreign key (record, edition) references minutes.editions (record, edition)
    on update cascade on delete cascade,
  constraint directive_reviews_verdict_known check (verdict in ('continue', 'release')),
  constraint directive_reviews_due_if_continued check (due is null or verdict = 'continue'),
  constraint directive_reviews_units_if_released check (units = '{}' or verdict = 'release')
);
create index directive_reviews_record_idx on minutes.directive_reviews (record);
comment on table  minutes.directive_reviews is 'Verdicts of meetings on directives (管考), written with an edition of the record. Of those up to the public edition the newest holds.';
comment on column minutes.directive_reviews.directive is 'The directive.';
comment on column minutes.directive_reviews.record is 'The record of the meeting.';
comment on column minutes.directive_reviews.edition is 'The edition that says so first.';
comment on column minutes.directive_reviews.anchor is 'The part of the record that says so.';
comment on column minutes.directive_reviews.verdict is 'continue or release; null where the edition takes back what an older one said.';
comment on column minutes.directive_reviews.text is 'What the meeting said.';
comment on column minutes.directive_reviews.due is 'The new due date.';
comment on column minutes.directive_reviews.units is 'The units that are released, if not all are.';
comment on column minutes.directive_reviews.updated_at is 'When it was written.';
comment on column minutes.directive_reviews.updated_by is 'The person who wrote it.';

create table minutes.directive_aggregates (
  record     text not null,
  cohort     text not null,
  total      integer not null,
  released   integer not null,
  continued  integer not null,
  from_text  boolean not null,
  revision   integer not null default 1,
  updated_at timestamptz not null default now(),
  constraint directive_aggregates_pkey primary key (record, cohort),
  constraint directive_aggregates_record_fkey foreign key (record) references minutes.records (id),
  constraint directive_aggregates_cohort_known check (cohort in ('previous', 'earlier')),
  constraint directive_aggregates_add_up check (released >= 0 and continued >= 0 and total = released + continued)
);
comment on table  minutes.directive_aggregates is 'How many directives a meeting released and continued, where the cases are not in the register.';
comment on column minutes.directive_aggregates.record is 'The record of the meeting.';
comment on column minutes.directive_aggregates.cohort is 'previous (上次會議列管案件) or earlier (歷次列管案件).';
comment on column minutes.directive_aggregates.total is 'How many there were.';
comment on column minutes.directive_aggregates.released is 'How many were released.';
comment on column minutes.directive_aggregates.continued is 'How many were continued.';
comment on column minutes.directive_aggregates.from_text is 'Whether the numbers were read in the public text of the minutes; what somebody sent is not replaced by that.';
comment on column minutes.directive_aggregates.revision is 'Counts the changes.';
comment on column minutes.directive_aggregates.updated_at is 'When it last changed.';

grant select, insert, update on minutes.directives to openminutes_api;
grant select, insert, update, delete on minutes.directive_units, minutes.directive_reviews, minutes.directive_aggregates to openminutes_api;
grant select, insert on minutes.directive_progress to openminutes_api;

-- What the public reads of it -------------------------------------------------------------------------------------

create table public_site.directives (
  series     text not null,
  number     integer not null,
  document   text,
  changed_in xid8 not null default pg_current_xact_id(),
  constraint directives_pkey primary key (series, number),
  constraint directives_series_fkey foreign key (series) references public_site.series (slug)
);
create trigger directives_mark_changed before update on public_site.directives for each row execute function public_site.mark_changed();
create index directives_changed_idx on public_site.directives (changed_in);
comment on table  public_site.directives is 'The public directives, as they stood when minutes that began or reviewed them were last published.';
comment on column public_site.directives.series is 'The series.';
comment on column public_site.directives.number is 'The number among its public directives.';
comment on column public_site.directives.document is 'What the public reads; null once it is public no more.';
comment on column public_site.directives.changed_in is 'The transaction that last changed the row.';

create table public_site.directive_meetings (
  series   text not null,
  key      text not null,
  number   integer not null,
  relation text not null,
  constraint directive_meetings_pkey primary key (series, key, number, relation),
  constraint directive_meetings_directive_fkey foreign key (series, number) references public_site.directives (series, number),
  constraint directive_meetings_record_fkey foreign key (series, key) references public_site.records (series, key),
  constraint directive_meetings_relation_known check (relation in ('begun', 'reviewed'))
);
create index directive_meetings_directive_idx on public_site.directive_meetings (series, number);
comment on table  public_site.directive_meetings is 'Which public minutes began or reviewed which public directive. Its changes are marked on the directive.';
comment on column public_site.directive_meetings.series is 'The series.';
comment on column public_site.directive_meetings.key is 'The key of the meeting.';
comment on column public_site.directive_meetings.number is 'The directive.';
comment on column public_site.directive_meetings.relation is 'begun or reviewed.';

create table public_site.directive_units (
  series    text not null,
  number    integer not null,
  position  integer not null,
  body      text not null,
  unit_name text not null,
  constraint directive_units_pkey primary key (series, number, position),
  constraint directive_units_directive_fkey foreign key (series, number) references public_site.directives (series, number)
);
create index directive_units_name_idx on public_site.directive_units (unit_name, body);
comment on table  public_site.directive_units is 'Which units public directives were given to. Its changes are marked on the directive.';
comment on column public_site.directive_units.series is 'The series.';
comment on column public_site.directive_units.number is 'The directive.';
comment on column public_site.directive_units.position is 'Counts the units in their order, from 1.';
comment on column public_site.directive_units.body is 'The body of the series, in which the name means something.';
comment on column public_site.directive_units.unit_name is 'The unit as it was called.';

create table public_site.directive_registers (
  series     text not null,
  document   text,
  changed_in xid8 not null default pg_current_xact_id(),
  constraint directive_registers_pkey primary key (series),
  constraint directive_registers_series_fkey foreign key (series) references public_site.series (slug)
);
create trigger directive_registers_mark_changed before update on public_site.directive_registers for each row execute function public_site.mark_changed();
create index directive_registers_changed_idx on public_site.directive_registers (changed_in);
comment on table  public_site.directive_registers is 'The figures of each series'' register: counts of all directives, and nothing of one.';
comment on column public_site.directive_registers.series is 'The series.';
comment on column public_site.directive_registers.document is 'The figures; null where there are none any more.';
comment on column public_site.directive_registers.changed_in is 'The transaction that last changed the row.';

grant select, insert, update, delete on public_site.directives, public_site.directive_meetings, public_site.directive_units, public_site.directive_registers to openminutes_api;
grant select on public_site.directives, public_site.directive_meetings, public_site.directive_units, public_site.directive_registers to openminutes_publisher;
