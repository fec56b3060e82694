-- Every row says in which transaction it last changed, so that a publisher that knows the snapshot of its last release
-- finds what is new without a counter that commits would have to wait for.
create function public_site.mark_changed() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;
comment on function public_site.mark_changed() is 'Notes the transaction that changed a row.';

create table public_site.series (
  slug             text not null,
  name             text not null,
  body             text not null,
  numbering        text not null,
  announce_pending boolean not null,
  changed_in       xid8 not null default pg_current_xact_id(),
  constraint series_pkey primary key (slug)
);
create trigger series_mark_changed before update on public_site.series for each row execute function public_site.mark_changed();
create index series_changed_idx on public_site.series (changed_in);
comment on table  public_site.series is 'The series.';
comment on column public_site.series.slug is 'Identity, and part of the URL.';
comment on column public_site.series.name is 'The name.';
comment on column public_site.series.body is 'The body whose meeting it is.';
comment on column public_site.series.numbering is 'continuous or yearly.';
comment on column public_site.series.announce_pending is 'Whether meetings whose minutes are not public yet are announced.';
comment on column public_site.series.changed_in is 'The transaction that last changed the row.';

create table public_site.units (
  slug       text not null,
  name       text not null,
  aliases    text[] not null,
  body       text,
  parent     text,
  sort_order integer not null,
  changed_in xid8 not null default pg_current_xact_id(),
  constraint units_pkey primary key (slug)
);
create trigger units_mark_changed before update on public_site.units for each row execute function public_site.mark_changed();
create index units_changed_idx on public_site.units (changed_in);
comment on table  public_site.units is 'The units that have a page.';
comment on column public_site.units.slug is 'Identity, and part of the URL.';
comment on column public_site.units.name is 'The present name.';
comment on column public_site.units.aliases is 'Other names.';
comment on column public_site.units.body is 'The body it belongs to.';
comment on column public_site.units.parent is 'The unit above it.';
comment on column public_site.units.sort_order is 'Where it stands in lists.';
comment on column public_site.units.changed_in is 'The transaction that last changed the row.';

create table public_site.unit_names (
  body text not null,
  name text not null,
  unit text not null,
  constraint unit_names_pkey primary key (body, name),
  constraint unit_names_unit_fkey foreign key (unit) references public_site.units (slug) on delete cascade
);
create index unit_names_unit_idx on public_site.unit_names (unit);
comment on table  public_site.unit_names is 'Which printed name means which unit. Its changes are marked on the unit.';
comment on column public_site.unit_names.body is 'The body in whose minutes the name is used; empty for every body.';
comment on column public_site.unit_names.name is 'A name or alias.';
comment on column public_site.unit_names.unit is 'The unit it means.';

create table public_site.records (
  series            text not null,
  key               text not null,
  number            integer,
  title             text not null,
  start_at          timestamptz not null,
  held_on           date not null,
  edition           integer not null,
  first_published   timestamptz not null,
  published_at      timestamptz not null,
  withdrawn_at      timestamptz,
  withdrawal_reason text,
  changed_in        xid8 not null default pg_current_xact_id(),
  constraint records_pkey primary key (series, key),
  constraint records_series_fkey foreign key (series) references public_site.series (slug),
  constraint records_withdrawn_with_reason check ((withdrawn_at is null) = (withdrawal_reason is null))
);
create trigger records_mark_changed before update on public_site.records for each row execute function public_site.mark_changed();
create index records_changed_idx on public_site.records (changed_in);
create index records_newest_idx on public_site.records (start_at desc, series, key);
comment on table  public_site.records is 'The meetings whose minutes are or were public. Their only identity here is the one in the URL.';
comment on column public_site.records.series is 'The series.';
comment on column public_site.records.key is 'The key in the series.';
comment on column public_site.records.number is 'The ordinal of the meeting.';
comment on column public_site.records.title is 'The title of the newest public edition.';
comment on column public_site.records.start_at is 'When the meeting began.';
comment on column public_site.records.held_on is 'The day it began, where it was held.';
comment on column public_site.records.edition is 'The newest public edition.';
comment on column public_site.records.first_published is 'When its first edition went public.';
comment on column public_site.records.published_at is 'When the newest edition went public.';
comment on column public_site.records.withdrawn_at is 'Since when the minutes are withdrawn.';
comment on column public_site.records.withdrawal_reason is 'Why, as the public may read it.';
comment on column public_site.records.changed_in is 'The transaction that last changed the row.';

create table public_site.editions (
  series       text not null,
  key          text not null,
  edition      integer not null,
  document     text not null,
  sha256       bytea not null,
  published_at timestamptz not null,
  changed_in   xid8 not null default pg_current_xact_id(),
  constraint editions_pkey primary key (series, key, edition),
  constraint editions_record_fkey foreign key (series, key) references public_site.records (series, key),
  constraint editions_sha256_is_sha256 check (octet_length(sha256) = 32)
);
alter table public_site.editions alter column document set compression lz4;
create trigger editions_mark_changed before update on public_site.editions for each row execute function public_site.mark_changed();
create index editions_changed_idx on public_site.editions (changed_in);
comment on table  public_site.editions is 'The public editions (公告版).';
comment on column public_site.editions.series is 'The series.';
comment on column public_site.editions.key is 'The key in the series.';
comment on column public_site.editions.edition is 'The number of the edition.';
comment on column public_site.editions.document is 'The public edition, byte for byte.';
comment on column public_site.editions.sha256 is 'SHA-256 of those bytes.';
comment on column public_site.editions.published_at is 'When it went public.';
comment on column public_site.editions.changed_in is 'The transaction that last changed the row.';

create table public_site.appearances (
  series     text not null,
  key        text not null,
  anchor     text not null,
  position   integer not null,
  body       text not null,
  unit_name  text not null,
  kind       text not null,
  role       text not null,
  title      text not null,
  constraint appearances_pkey primary key (series, key, position),
  constraint appearances_record_fkey foreign key (series, key) references public_site.records (series, key),
  constraint appearances_kind_known check (kind in ('section', 'item', 'report')),
  constraint appearances_role_known check (role in ('reporting', 'proposing', 'organising', 'supporting'))
);
create index appearances_unit_name_idx on public_site.appearances (unit_name, body);
comment on table  public_site.appearances is 'Where units appear in the newest public editions: what a unit''s page lists. Rewritten with its record.';
comment on column public_site.appearances.series is 'The series.';
comment on column public_site.appearances.key is 'The key in the series.';
comment on column public_site.appearances.anchor is 'The anchor of the section, item or report.';
comment on column public_site.appearances.position is 'Counts the appearances in the order of the minutes, from 1.';
comment on column public_site.appearances.body is 'The body of the series, in which the name means something.';
comment on column public_site.appearances.unit_name is 'The unit as printed.';
comment on column public_site.appearances.kind is 'section, item or report.';
comment on column public_site.appearances.role is 'What the unit does there.';
comment on column public_site.appearances.title is 'What it is about, as the public may read it.';

grant select, insert, update, delete on all tables in schema public_site to openminutes_api;
grant select on all tables in schema public_site to openminutes_publisher;
