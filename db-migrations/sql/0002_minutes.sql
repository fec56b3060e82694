-- Who may call ---------------------------------------------------------------------------------------------------

create table minutes.api_keys (
  id           bigint generated always as identity,
  prefix       text not null,
  secret_hash  bytea not null,
  name         text not null,
  person       text not null,
  scopes       text[] not null,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  constraint api_keys_pkey primary key (id),
  constraint api_keys_prefix_key unique (prefix),
  constraint api_keys_secret_hash_is_sha256 check (octet_length(secret_hash) = 32),
  constraint api_keys_scopes_known check (scopes <@ array[
    'records:read', 'records:write', 'records:approve', 'directives:write', 'publications:write', 'admin'])
);
comment on table  minutes.api_keys is 'The keys of internal systems. The key itself is shown once and never stored.';
comment on column minutes.api_keys.id is 'Identity.';
comment on column minutes.api_keys.prefix is 'The part of the key by which it is recognised.';
comment on column minutes.api_keys.secret_hash is 'SHA-256 of the whole key; its secret part holds 256 random bits, so no slow hash is needed.';
comment on column minutes.api_keys.name is 'What the key is for.';
comment on column minutes.api_keys.person is 'The person who answers for what is done with the key. Four eyes compares persons, not keys.';
comment on column minutes.api_keys.scopes is 'What the key may do.';
comment on column minutes.api_keys.created_at is 'When it was made.';
comment on column minutes.api_keys.expires_at is 'From when it is refused; null means never.';
comment on column minutes.api_keys.last_used_at is 'When it was last used, to the minute.';
comment on column minutes.api_keys.revoked_at is 'Since when it is refused.';

-- What records lean on -------------------------------------------------------------------------------------------

create table minutes.series (
  slug             text not null,
  name             text not null,
  body             text not null,
  numbering        text not null default 'continuous',
  announce_pending boolean not null default false,
  revision         integer not null default 1,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint series_pkey primary key (slug),
  constraint series_slug_shape check (slug ~ '^[a-z0-9-]{1,128}$'),
  constraint series_numbering_known check (numbering in ('continuous', 'yearly'))
);
comment on table  minutes.series is 'The recurring meetings (會議).';
comment on column minutes.series.slug is 'Identity, and part of the URL.';
comment on column minutes.series.name is 'The name, such as 主管會議.';
comment on column minutes.series.body is 'The body (機關) whose meeting it is.';
comment on column minutes.series.numbering is 'Whether meetings are counted on and on or anew each year.';
comment on column minutes.series.announce_pending is 'Whether the website announces meetings whose minutes are not public yet.';
comment on column minutes.series.revision is 'Counts the changes; the ETag.';
comment on column minutes.series.created_at is 'When it was made.';
comment on column minutes.series.updated_at is 'When it last changed.';

create table minutes.units (
  slug       text not null,
  name       text not null,
  aliases    text[] not null default '{}',
  body       text,
  parent     text,
  sort_order integer not null default 0,
  revision   integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint units_pkey primary key (slug),
  constraint units_slug_shape check (slug ~ '^[a-z0-9-]{1,128}$'),
  constraint units_parent_fkey foreign key (parent) references minutes.units (slug),
  constraint units_parent_is_another check (parent <> slug)
);
comment on table  minutes.units is 'The units (單位) that have a page of their own.';
comment on column minutes.units.slug is 'Identity, and part of the URL.';
comment on column minutes.units.name is 'The present name.';
comment on column minutes.units.aliases is 'Other names by which minutes call the unit.';
comment on column minutes.units.body is 'The body (機關) it belongs to; null means that its names hold for every body.';
comment on column minutes.units.parent is 'The unit above it.';
comment on column minutes.units.sort_order is 'Where it stands in lists.';
comment on column minutes.units.revision is 'Counts the changes; the ETag.';
comment on column minutes.units.created_at is 'When it was made.';
comment on column minutes.units.updated_at is 'When it last changed.';

create table minutes.unit_names (
  body text not null,
  name text not null,
  unit text not null,
  constraint unit_names_pkey primary key (body, name),
  constraint unit_names_unit_fkey foreign key (unit) references minutes.units (slug) on delete cascade
);
create index unit_names_unit_idx on minutes.unit_names (unit);
comment on table  minutes.unit_names is 'Which printed name means which unit: names and aliases, each once in a body.';
comment on column minutes.unit_names.body is 'The body in whose minutes the name is used; empty for every body.';
comment on column minutes.unit_names.name is 'A name or alias.';
comment on column minutes.unit_names.unit is 'The unit it means.';

-- Records --------------------------------------------------------------------------------------------------------

create table minutes.records (
  id                text not null,
  series            text not null,
  key               text not null,
  number            integer,
  title             text not null,
  start_at          timestamptz not null,
  year              integer not null,
  state             text not null default 'draft',
  edition           integer not null default 1,
  revision          integer not null default 1,
  public_edition    integer,
  published_at      timestamptz,
  publish_at        timestamptz,
  submitted_by      text,
  source_system     text,
  source_id         text,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  constraint records_pkey primary key (id),
  constraint records_series_key_key unique (series, key),
  constraint records_series_fkey foreign key (series) references minutes.series (slug),
  constraint records_id_shape check (id ~ '^[A-Za-z0-9._-]{1,128}$' and id not in ('.', '..')),
  constraint records_key_shape check (key ~ '^[a-z0-9-]{1,128}$'),
  constraint records_state_known check (state in ('draft', 'submitted', 'approved', 'published', 'withdrawn')),
  constraint records_counts_from_one check (edition >= 1 and revision >= 1 and public_edition between 1 and edition),
  constraint records_due_while_approved check (publish_at is null or state = 'approved'),
  constraint records_submitted_by_somebody check (state = 'draft' or submitted_by is not null),
  constraint records_public_since check ((public_edition is null) = (published_at is null))
);
create index records_newest_idx on minutes.records (start_at desc, id);
create index records_updated_idx on minutes.records (updated_at);
create index records_due_idx on minutes.records (publish_at) where publish_at is not null;
comment on table  minutes.records is 'The records (會議紀錄): identity, state and counters. The content is in editions.';
comment on column minutes.records.id is 'Identity, given by the caller, never reused.';
comment on column minutes.records.series is 'The series it belongs to.';
comment on column minutes.records.key is 'The key in its series and in its URL; fixed when first published.';
comment on column minutes.records.number is 'The ordinal of the meeting (第18次).';
comment on column minutes.records.title is 'The title of the working edition.';
comment on column minutes.records.start_at is 'When the meeting began.';
comment on column minutes.records.year is 'The Gregorian year in which the meeting began, where it was held.';
comment on column minutes.records.state is 'The state of the working edition.';
comment on column minutes.records.edition is 'The number of the working edition.';
comment on column minutes.records.revision is 'Counts the changes; the ETag.';
comment on column minutes.records.public_edition is 'The newest edition that is or was public.';
comment on column minutes.records.published_at is 'When that edition went public.';
comment on column minutes.records.publish_at is 'When an approved edition is to go public.';
comment on column minutes.records.submitted_by is 'The person who submitted the working edition last.';
comment on column minutes.records.source_system is 'The system it came from.';
comment on column minutes.records.source_id is 'Its identity in that system.';
comment on column minutes.records.created_at is 'When it was made.';
comment on column minutes.records.updated_at is 'When it last changed.';

create table minutes.editions (
  record          text not null,
  edition         integer not null,
  document        jsonb not null,
  sha256          bytea not null,
  public_document text,
  public_sha256   bytea,
  created_at      timestamptz not null default now(),
  created_by      text not null,
  approved_at     timestamptz,
  approved_by     text,
  published_at    timestamptz,
  constraint editions_pkey primary key (record, edition),
  constraint editions_record_fkey foreign key (record) references minutes.records (id),
  constraint editions_hashes_are_sha256 check (octet_length(sha256) = 32 and octet_length(public_sha256) = 32),
  constraint editions_disclosed_by_approval check (
    (public_document is null) = (approved_at is null) and (public_document is null) = (public_sha256 is null))
);
alter table minutes.editions alter column document set compression lz4;
alter table minutes.editions alter column public_document set compression lz4;
comment on table  minutes.editions is 'The editions (版次) of records: one document each, immutable from approval.';
comment on column minutes.editions.record is 'The record.';
comment on column minutes.editions.edition is 'The number of the edition, from 1.';
comment on column minutes.editions.document is 'The normalised record as written.';
comment on column minutes.editions.sha256 is 'SHA-256 of the document''s canonical form (RFC 8785).';
comment on column minutes.editions.public_document is 'The public edition, byte for byte, as approval computed it.';
comment on column minutes.editions.public_sha256 is 'SHA-256 of the public edition''s bytes.';
comment on column minutes.editions.created_at is 'When it was opened.';
comment on column minutes.editions.created_by is 'The person who opened it.';
comment on column minutes.editions.approved_at is 'When it was approved.';
comment on column minutes.editions.approved_by is 'The person who approved it.';
comment on column minutes.editions.published_at is 'When it went public.';

-- Projections of the working edition, written in the same transaction, for queries -------------------------------

create table minutes.record_units (
  record text not null,
  body   text not null,
  name   text not null,
  constraint record_units_pkey primary key (record, name),
  constraint record_units_record_fkey foreign key (record) references minutes.records (id) on delete cascade
);
create index record_units_name_idx on minutes.record_units (name);
comment on table  minutes.record_units is 'Which units the working edition names, as printed.';
comment on column minutes.record_units.record is 'The record.';
comment on column minutes.record_units.body is 'The body of its series, in which the name means something.';
comment on column minutes.record_units.name is 'The unit as printed.';

create table minutes.record_texts (
  record text not null,
  folded text not null,
  constraint record_texts_pkey primary key (record),
  constraint record_texts_record_fkey foreign key (record) references minutes.records (id) on delete cascade
);
alter table minutes.record_texts alter column folded set compression lz4;
comment on table  minutes.record_texts is 'The text of the working edition, folded for the editors'' search.';
comment on column minutes.record_texts.record is 'The record.';
comment on column minutes.record_texts.folded is 'Every printed text, NFKC, lower case, without white space, 臺 as 台 and 紀 as 記.';

-- History --------------------------------------------------------------------------------------------------------

create table minutes.audit (
  id       bigint generated always as identity,
  xid      xid8 not null default pg_current_xact_id(),
  at       timestamptz not null default clock_timestamp(),
  person   text not null,
  api_key  bigint,
  action   text not null,
  resource text not null,
  edition  integer,
  revision integer,
  detail   jsonb,
  constraint audit_pkey primary key (id),
  constraint audit_api_key_fkey foreign key (api_key) references minutes.api_keys (id)
);
create index audit_resource_idx on minutes.audit (resource, id);
comment on table  minutes.audit is 'One row per successful change, in the same transaction. The service may only add.';
comment on column minutes.audit.id is 'Identity; not in commit order.';
comment on column minutes.audit.xid is 'The transaction that wrote it: rows are put in commit order by what is older than the oldest running transaction.';
comment on column minutes.audit.at is 'When.';
comment on column minutes.audit.person is 'The person behind the change.';
comment on column minutes.audit.api_key is 'The key it was made with; null for what the service does by itself.';
comment on column minutes.audit.action is 'What was done, such as record.approve.';
comment on column minutes.audit.resource is 'To what, as a path under /v1 without its slash, such as records/moda-supervisors-18.';
comment on column minutes.audit.edition is 'The edition it concerns.';
comment on column minutes.audit.revision is 'The revision it made.';
comment on column minutes.audit.detail is 'Notes, reasons, and the former document where a draft was replaced.';

create table minutes.changes (
  id       bigint generated always as identity,
  xid      xid8 not null default pg_current_xact_id(),
  at       timestamptz not null default clock_timestamp(),
  kind     text not null,
  resource text not null,
  edition  integer,
  constraint changes_pkey primary key (id),
  constraint changes_kind_known check (kind in ('upsert', 'withdraw', 'redact', 'delete'))
);
comment on table  minutes.changes is 'What changed, for the change feed. Append-only; the feed''s numbers are given after commit.';
comment on column minutes.changes.id is 'Identity; not in commit order.';
comment on column minutes.changes.xid is 'The transaction that wrote it.';
comment on column minutes.changes.at is 'When.';
comment on column minutes.changes.kind is 'upsert, withdraw, redact or delete.';
comment on column minutes.changes.resource is 'What changed, as in audit.';
comment on column minutes.changes.edition is 'The edition it concerns.';

create table minutes.idempotency_keys (
  api_key        bigint not null,
  key            text not null,
  request_sha256 bytea not null,
  status         integer not null,
  location       text,
  etag           text,
  response       text not null,
  created_at     timestamptz not null default now(),
  constraint idempotency_keys_pkey primary key (api_key, key),
  constraint idempotency_keys_api_key_fkey foreign key (api_key) references minutes.api_keys (id)
);
create index idempotency_keys_created_idx on minutes.idempotency_keys (created_at);
alter table minutes.idempotency_keys alter column response set compression lz4;
comment on table  minutes.idempotency_keys is 'What was answered to a POST with an Idempotency-Key, written in the transaction of the change.';
comment on column minutes.idempotency_keys.api_key is 'The caller; keys of two callers never meet.';
comment on column minutes.idempotency_keys.key is 'The Idempotency-Key.';
comment on column minutes.idempotency_keys.request_sha256 is 'SHA-256 of method, path and body: another request under the same key is refused.';
comment on column minutes.idempotency_keys.status is 'The status that was answered.';
comment on column minutes.idempotency_keys.location is 'The Location that was answered.';
comment on column minutes.idempotency_keys.etag is 'The ETag that was answered.';
comment on column minutes.idempotency_keys.response is 'The body that was answered.';
comment on column minutes.idempotency_keys.created_at is 'When; kept for at least 24 hours.';

-- Rights ---------------------------------------------------------------------------------------------------------

grant select, insert, update on minutes.api_keys, minutes.series, minutes.units, minutes.records, minutes.editions to openminutes_api;
grant select, insert, update, delete on minutes.unit_names, minutes.record_units, minutes.record_texts to openminutes_api;
grant select, insert, delete on minutes.idempotency_keys to openminutes_api;
grant select, insert on minutes.audit, minutes.changes to openminutes_api;
