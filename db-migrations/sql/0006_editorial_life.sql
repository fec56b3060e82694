-- Withdrawal, deletion --------------------------------------------------------------------------------------------

alter table minutes.records
  add column withdrawn_at      timestamptz,
  add column withdrawal_reason text,
  add column deleted_at        timestamptz,
  add constraint records_withdrawn_with_reason check ((withdrawn_at is null) = (withdrawal_reason is null)),
  add constraint records_withdrawn_after_publication check (withdrawn_at is null or public_edition is not null),
  add constraint records_state_tells_withdrawal check (
    (state <> 'withdrawn' or withdrawn_at is not null) and (state <> 'published' or withdrawn_at is null)),
  add constraint records_deleted_before_publication check (deleted_at is null or public_edition is null);
comment on column minutes.records.withdrawn_at is 'Since when what was public is withdrawn.';
comment on column minutes.records.withdrawal_reason is 'Why, as the public may read it.';
comment on column minutes.records.deleted_at is 'When it was deleted. The row stays, without content, so that its id is never used again.';

-- What is deleted gives its key back.
alter table minutes.records drop constraint records_series_key_key;
create unique index records_series_key_key on minutes.records (series, key) where deleted_at is null;

create function minutes.keep_what_was_public() returns trigger language plpgsql as $$
begin
  raise exception 'edition % of % was public', old.edition, old.record using errcode = 'restrict_violation';
end
$$;
comment on function minutes.keep_what_was_public() is 'Refuses to delete an edition that was public.';
create trigger editions_keep_what_was_public before delete on minutes.editions
  for each row when (old.published_at is not null) execute function minutes.keep_what_was_public();
grant delete on minutes.editions to openminutes_api;

-- Corrections, redactions, errata ---------------------------------------------------------------------------------

alter table minutes.editions add column change_note text;
comment on column minutes.editions.change_note is 'What it changes in the edition before, as the public may read it.';

create table minutes.redactions (
  id          bigint generated always as identity,
  record      text not null,
  edition     integer not null,
  anchors     text[] not null,
  ground      text,
  reason      text not null,
  redacted_at timestamptz not null default now(),
  redacted_by text not null,
  constraint redactions_pkey primary key (id),
  constraint redactions_record_edition_key unique (record, edition),
  constraint redactions_edition_fkey foreign key (record, edition) references minutes.editions (record, edition),
  constraint redactions_of_something check (cardinality(anchors) > 0)
);
comment on table  minutes.redactions is 'Parts withheld after they were public. The edition made by a redaction holds it in its document; the public copies of older ones are made with it.';
comment on column minutes.redactions.id is 'Identity.';
comment on column minutes.redactions.record is 'The record.';
comment on column minutes.redactions.edition is 'The edition that the redaction made; it holds for all before.';
comment on column minutes.redactions.anchors is 'The parts.';
comment on column minutes.redactions.ground is 'The ground (政府資訊公開法 §18), such as 18-1-6.';
comment on column minutes.redactions.reason is 'Why; never public.';
comment on column minutes.redactions.redacted_at is 'When.';
comment on column minutes.redactions.redacted_by is 'The person who redacted.';

create table minutes.errata (
  id         bigint generated always as identity,
  record     text not null,
  anchor     text not null,
  text       text not null,
  dated      date not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  constraint errata_pkey primary key (id),
  constraint errata_record_fkey foreign key (record) references minutes.records (id)
);
create index errata_record_idx on minutes.errata (record, dated, id);
comment on table  minutes.errata is 'Dated corrections (更正、附記) that are shown beside the retained text, in every edition that has the part.';
comment on column minutes.errata.id is 'Identity.';
comment on column minutes.errata.record is 'The record.';
comment on column minutes.errata.anchor is 'The part that it corrects.';
comment on column minutes.errata.text is 'The correction, as the public reads it.';
comment on column minutes.errata.dated is 'The day of the correction.';
comment on column minutes.errata.created_at is 'When it was added.';
comment on column minutes.errata.created_by is 'The person who added it.';

grant select, insert on minutes.redactions, minutes.errata to openminutes_api;

-- What makes a publication necessary ------------------------------------------------------------------------------

alter table publishing.publications
  drop constraint publications_cause_known,
  add constraint publications_cause_known check (
    cause in ('requested', 'approved', 'due', 'corrected', 'redacted', 'errata', 'withdrawn', 'reinstated'));
alter table minutes.publication_requests
  drop constraint publication_requests_cause_known,
  add constraint publication_requests_cause_known check (
    cause in ('requested', 'approved', 'due', 'corrected', 'redacted', 'errata', 'withdrawn', 'reinstated'));

-- Numbers after commit --------------------------------------------------------------------------------------------
-- One sequencer numbers what is older than the oldest running transaction, in tables of its own: writers never wait for each other.

create index changes_xid_idx on minutes.changes (xid);
create index audit_xid_idx on minutes.audit (xid);

create table minutes.change_numbers (
  sequence bigint not null,
  change   bigint not null,
  constraint change_numbers_pkey primary key (sequence),
  constraint change_numbers_change_key unique (change),
  constraint change_numbers_change_fkey foreign key (change) references minutes.changes (id),
  constraint change_numbers_from_one check (sequence >= 1)
);
comment on table  minutes.change_numbers is 'The numbers of the change feed: without gaps, and never one below a number that somebody has read.';
comment on column minutes.change_numbers.sequence is 'The number, from 1.';
comment on column minutes.change_numbers.change is 'The change.';

create table minutes.audit_chain (
  sequence bigint not null,
  audit    bigint not null,
  hash     bytea not null,
  constraint audit_chain_pkey primary key (sequence),
  constraint audit_chain_audit_key unique (audit),
  constraint audit_chain_audit_fkey foreign key (audit) references minutes.audit (id),
  constraint audit_chain_from_one check (sequence >= 1),
  constraint audit_chain_hash_is_sha256 check (octet_length(hash) = 32)
);
comment on table  minutes.audit_chain is 'The audit in order, each row bound to all before it: hash = SHA-256 (former hash, digest of the row); the first former hash is 32 zeros.';
comment on column minutes.audit_chain.sequence is 'The number, from 1, without gaps.';
comment on column minutes.audit_chain.audit is 'The audit row.';
comment on column minutes.audit_chain.hash is 'The chain up to here.';

create function minutes.digest(a minutes.audit) returns bytea stable language sql as $$
  select sha256(convert_to(jsonb_build_array(
    a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.person, a.api_key, a.action, a.resource, a.edition, a.revision, a.detail)::text, 'UTF8'))
$$;
comment on function minutes.digest(minutes.audit) is 'SHA-256 over all that an audit row says.';

revoke execute on function minutes.digest(minutes.audit), minutes.keep_what_was_public() from public;
grant execute on function minutes.digest(minutes.audit) to openminutes_api;
grant select, insert on minutes.change_numbers, minutes.audit_chain to openminutes_api;
