CREATE SCHEMA migrations;

COMMENT ON SCHEMA migrations IS 'Which scripts made this database what it is.';

CREATE SCHEMA minutes;

COMMENT ON SCHEMA minutes IS 'The full records, their editions and history. Only the api has rights here.';

CREATE SCHEMA public_site;

COMMENT ON SCHEMA public_site IS 'The disclosed copy: what the public may read, and nothing else. The api writes, publishers read.';

CREATE SCHEMA publishing;

COMMENT ON SCHEMA publishing IS 'The work of bringing websites up to date. The api asks, publishers claim and report. No content.';

CREATE FUNCTION minutes.announce_pending() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

COMMENT ON FUNCTION minutes.announce_pending() IS 'Shows all pending meetings of a series, or none.';

CREATE FUNCTION minutes.announces(asked_series text) RETURNS boolean
    LANGUAGE sql
    AS $$
  select announce_pending from minutes.series where slug = asked_series for key share
$$;

COMMENT ON FUNCTION minutes.announces(asked_series text) IS 'Whether a series announces pending meetings.';

CREATE TABLE minutes.audit (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    person text NOT NULL,
    api_key bigint,
    action text NOT NULL,
    resource text NOT NULL,
    edition integer,
    revision integer,
    detail jsonb
);

COMMENT ON TABLE minutes.audit IS 'One row per successful change, in the same transaction. The service may only add.';

COMMENT ON COLUMN minutes.audit.id IS 'Identity; not in commit order.';

COMMENT ON COLUMN minutes.audit.xid IS 'The transaction that wrote it: rows are put in commit order by what is older than the oldest running transaction.';

COMMENT ON COLUMN minutes.audit.at IS 'When.';

COMMENT ON COLUMN minutes.audit.person IS 'The person behind the change.';

COMMENT ON COLUMN minutes.audit.api_key IS 'The key it was made with; null for what the service does by itself.';

COMMENT ON COLUMN minutes.audit.action IS 'What was done, such as record.approve.';

COMMENT ON COLUMN minutes.audit.resource IS 'To what, as a path under /v1 without its slash, such as records/moda-supervisors-18.';

COMMENT ON COLUMN minutes.audit.edition IS 'The edition it concerns.';

COMMENT ON COLUMN minutes.audit.revision IS 'The revision it made.';

COMMENT ON COLUMN minutes.audit.detail IS 'Notes, reasons, and the former document where a draft was replaced.';

CREATE FUNCTION minutes.digest(a minutes.audit) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
  select sha256(convert_to(jsonb_build_array(
    a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.person, a.api_key, a.action, a.resource, a.edition, a.revision, a.detail)::text, 'UTF8'))
$$;

COMMENT ON FUNCTION minutes.digest(a minutes.audit) IS 'SHA-256 over all that an audit row says.';

CREATE FUNCTION minutes.follow_pending() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

COMMENT ON FUNCTION minutes.follow_pending() IS 'Counts a record out of the pending meetings and in again.';

CREATE FUNCTION minutes.keep_attachment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if exists (select from minutes.editions e where e.record = old.record and e.edition = old.edition and e.approved_at is not null) then
    raise exception 'attachment % of edition % of % is approved', old.attachment, old.edition, old.record using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

COMMENT ON FUNCTION minutes.keep_attachment() IS 'Refuses to give an attachment of an approved edition another file.';

CREATE FUNCTION minutes.keep_what_was_public() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'edition % of % was public', old.edition, old.record using errcode = 'restrict_violation';
end
$$;

COMMENT ON FUNCTION minutes.keep_what_was_public() IS 'Refuses to delete an edition that was public.';

CREATE FUNCTION public_site.date_appearance() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  select start_at, held_on, published_at into new.start_at, new.held_on, new.published_at
  from public_site.records where series = new.series and key = new.key;
  return new;
end
$$;

COMMENT ON FUNCTION public_site.date_appearance() IS 'Takes the times of an appearance from its record.';

CREATE FUNCTION public_site.date_appearances() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  update public_site.appearances set start_at = new.start_at, held_on = new.held_on, published_at = new.published_at
  where series = new.series and key = new.key;
  return null;
end
$$;

COMMENT ON FUNCTION public_site.date_appearances() IS 'Carries changed times of a record to its appearances.';

CREATE FUNCTION public_site.mark_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;

COMMENT ON FUNCTION public_site.mark_changed() IS 'Notes the transaction that changed a row.';

CREATE FUNCTION publishing.merge_scopes(a jsonb, b jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select case
    when a ? 'all' or b ? 'all' then '{"all": true}'
    else coalesce(jsonb_object_agg(key, value), '{}')
  end
  from (
    select key, case when bool_or(jsonb_typeof(value) = 'array')
                     then (select jsonb_agg(distinct e order by e) from unnest(array_agg(value)) v, jsonb_array_elements(v) e)
                     else 'true'::jsonb end as value
    from (select * from jsonb_each(a) union all select * from jsonb_each(b)) both_scopes
    group by key
  ) merged
$$;

COMMENT ON FUNCTION publishing.merge_scopes(a jsonb, b jsonb) IS 'The scope that covers both.';

CREATE FUNCTION publishing.request(asked_cause text, asked_scope jsonb DEFAULT '{}'::jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
  found_publication bigint;
  -- What a person asks for, and what closes something, does not wait for anybody.
  asked_automatic constant boolean := asked_cause not in ('requested', 'withdrawn', 'redacted');
begin
  select j.publication into found_publication
  from publishing.jobs j join publishing.publications p on p.id = j.publication
  where j.state = 'waiting' and not p.dry_run and p.cause <> 'rollback'
    and not exists (select from publishing.jobs started where started.publication = j.publication and started.state <> 'waiting')
  order by j.publication desc
  limit 1;

  if found_publication is not null then
    if asked_scope = '{}' and asked_automatic then
      perform from publishing.jobs where publication = found_publication order by id for share;
    else
      perform from publishing.jobs where publication = found_publication order by id for update;
    end if;
    -- While this waited for the lock, a publisher may have begun.
    if not exists (select from publishing.jobs where publication = found_publication and state <> 'waiting') then
      if asked_scope <> '{}' or not asked_automatic then
        update publishing.publications set scope = publishing.merge_scopes(scope, asked_scope), automatic = automatic and asked_automatic where id = found_publication;
      end if;
      perform pg_notify('openminutes_publishing', found_publication::text);
      return found_publication;
    end if;
  end if;

  insert into publishing.publications (cause, scope, automatic) values (asked_cause, asked_scope, asked_automatic) returning id into found_publication;
  insert into publishing.jobs (publication, target) select found_publication, name from publishing.targets order by name;
  perform pg_notify('openminutes_publishing', found_publication::text);
  return found_publication;
end
$$;

COMMENT ON FUNCTION publishing.request(asked_cause text, asked_scope jsonb) IS 'The one way in which a publication is asked for: joins the newest one none of whose jobs has begun, else makes one.';

CREATE FUNCTION publishing.request_dry_run(asked_scope jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
  made bigint;
begin
  insert into publishing.publications (cause, scope, dry_run) values ('requested', asked_scope, true) returning id into made;
  insert into publishing.jobs (publication, target) select made, name from publishing.targets order by name;
  perform pg_notify('openminutes_publishing', made::text);
  return made;
end
$$;

COMMENT ON FUNCTION publishing.request_dry_run(asked_scope jsonb) IS 'Asks every target what a publication would change there now.';

CREATE FUNCTION publishing.request_rollback() RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
  made bigint;
begin
  if not exists (select from publishing.releases) then
    return null;
  end if;
  update publishing.targets set paused_at = clock_timestamp() where paused_at is null;
  insert into publishing.publications (cause) values ('rollback') returning id into made;
  insert into publishing.jobs (publication, target, undoes) select made, target, max(id) from publishing.releases group by target order by target;
  perform pg_notify('openminutes_publishing', made::text);
  return made;
end
$$;

COMMENT ON FUNCTION publishing.request_rollback() IS 'Asks every target to go back from its newest release to the one before, and lets automatic publications wait; null if nothing was released yet.';

CREATE TABLE migrations.journal (
    number integer NOT NULL,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_by text DEFAULT SESSION_USER NOT NULL,
    duration interval NOT NULL
);

COMMENT ON TABLE migrations.journal IS 'One row per script, written in the script''s own transaction.';

COMMENT ON COLUMN migrations.journal.number IS 'The number of the script; scripts are applied in this order.';

COMMENT ON COLUMN migrations.journal.name IS 'The name of the script.';

COMMENT ON COLUMN migrations.journal.sha256 IS 'SHA-256 of the script as applied, with line feeds as line ends: an edited script is refused.';

COMMENT ON COLUMN migrations.journal.applied_at IS 'When it was applied.';

COMMENT ON COLUMN migrations.journal.applied_by IS 'The login that applied it.';

COMMENT ON COLUMN migrations.journal.duration IS 'How long it took.';

CREATE TABLE minutes.api_keys (
    id bigint NOT NULL,
    prefix text NOT NULL,
    secret_hash bytea NOT NULL,
    name text NOT NULL,
    person text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_scopes_known CHECK ((scopes <@ ARRAY['records:read'::text, 'records:write'::text, 'records:approve'::text, 'directives:write'::text, 'publications:write'::text, 'admin'::text])),
    CONSTRAINT api_keys_secret_hash_is_sha256 CHECK ((octet_length(secret_hash) = 32))
);

COMMENT ON TABLE minutes.api_keys IS 'The keys of internal systems. The key itself is shown once and never stored.';

COMMENT ON COLUMN minutes.api_keys.id IS 'Identity.';

COMMENT ON COLUMN minutes.api_keys.prefix IS 'The part of the key by which it is recognised.';

COMMENT ON COLUMN minutes.api_keys.secret_hash IS 'SHA-256 of the whole key; its secret part holds 256 random bits, so no slow hash is needed.';

COMMENT ON COLUMN minutes.api_keys.name IS 'What the key is for.';

COMMENT ON COLUMN minutes.api_keys.person IS 'The person who answers for what is done with the key. Four eyes compares persons, not keys.';

COMMENT ON COLUMN minutes.api_keys.scopes IS 'What the key may do.';

COMMENT ON COLUMN minutes.api_keys.created_at IS 'When it was made.';

COMMENT ON COLUMN minutes.api_keys.expires_at IS 'From when it is refused; null means never.';

COMMENT ON COLUMN minutes.api_keys.last_used_at IS 'When it was last used, to the minute.';

COMMENT ON COLUMN minutes.api_keys.revoked_at IS 'Since when it is refused.';

ALTER TABLE minutes.api_keys ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME minutes.api_keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE minutes.attachments (
    record text NOT NULL,
    edition integer NOT NULL,
    attachment text NOT NULL,
    sha256 bytea NOT NULL,
    media_type text NOT NULL
);

COMMENT ON TABLE minutes.attachments IS 'Which file each attachment of an edition is. From approval on it does not change.';

COMMENT ON COLUMN minutes.attachments.record IS 'The record.';

COMMENT ON COLUMN minutes.attachments.edition IS 'The edition.';

COMMENT ON COLUMN minutes.attachments.attachment IS 'The attachment''s anchor.';

COMMENT ON COLUMN minutes.attachments.sha256 IS 'The file.';

COMMENT ON COLUMN minutes.attachments.media_type IS 'Its media type, as sent and as its content agrees with.';

CREATE TABLE minutes.audit_chain (
    sequence bigint NOT NULL,
    audit bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_chain_from_one CHECK ((sequence >= 1)),
    CONSTRAINT audit_chain_hash_is_sha256 CHECK ((octet_length(hash) = 32))
);

COMMENT ON TABLE minutes.audit_chain IS 'The audit in order, each row bound to all before it: hash = SHA-256 (former hash, digest of the row); the first former hash is 32 zeros.';

COMMENT ON COLUMN minutes.audit_chain.sequence IS 'The number, from 1, without gaps.';

COMMENT ON COLUMN minutes.audit_chain.audit IS 'The audit row.';

COMMENT ON COLUMN minutes.audit_chain.hash IS 'The chain up to here.';

ALTER TABLE minutes.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME minutes.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE minutes.change_numbers (
    sequence bigint NOT NULL,
    change bigint NOT NULL,
    CONSTRAINT change_numbers_from_one CHECK ((sequence >= 1))
);

COMMENT ON TABLE minutes.change_numbers IS 'The numbers of the change feed: without gaps, and never one below a number that somebody has read.';

COMMENT ON COLUMN minutes.change_numbers.sequence IS 'The number, from 1.';

COMMENT ON COLUMN minutes.change_numbers.change IS 'The change.';

CREATE TABLE minutes.changes (
    id bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    kind text NOT NULL,
    resource text NOT NULL,
    edition integer,
    CONSTRAINT changes_kind_known CHECK ((kind = ANY (ARRAY['upsert'::text, 'withdraw'::text, 'redact'::text, 'delete'::text])))
);

COMMENT ON TABLE minutes.changes IS 'What changed, for the change feed. Append-only; the feed''s numbers are given after commit.';

COMMENT ON COLUMN minutes.changes.id IS 'Identity; not in commit order.';

COMMENT ON COLUMN minutes.changes.xid IS 'The transaction that wrote it.';

COMMENT ON COLUMN minutes.changes.at IS 'When.';

COMMENT ON COLUMN minutes.changes.kind IS 'upsert, withdraw, redact or delete.';

COMMENT ON COLUMN minutes.changes.resource IS 'What changed, as in audit.';

COMMENT ON COLUMN minutes.changes.edition IS 'The edition it concerns.';

ALTER TABLE minutes.changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME minutes.changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE minutes.directive_aggregates (
    record text NOT NULL,
    cohort text NOT NULL,
    total integer NOT NULL,
    released integer NOT NULL,
    continued integer NOT NULL,
    from_text boolean NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT directive_aggregates_add_up CHECK (((released >= 0) AND (continued >= 0) AND (total = (released + continued)))),
    CONSTRAINT directive_aggregates_cohort_known CHECK ((cohort = ANY (ARRAY['previous'::text, 'earlier'::text])))
);

COMMENT ON TABLE minutes.directive_aggregates IS 'How many directives a meeting released and continued, where the cases are not in the register.';

COMMENT ON COLUMN minutes.directive_aggregates.record IS 'The record of the meeting.';

COMMENT ON COLUMN minutes.directive_aggregates.cohort IS 'previous (上次會議列管案件) or earlier (歷次列管案件).';

COMMENT ON COLUMN minutes.directive_aggregates.total IS 'How many there were.';

COMMENT ON COLUMN minutes.directive_aggregates.released IS 'How many were released.';

COMMENT ON COLUMN minutes.directive_aggregates.continued IS 'How many were continued.';

COMMENT ON COLUMN minutes.directive_aggregates.from_text IS 'Whether the numbers were read in the public text of the minutes; what somebody sent is not replaced by that.';

COMMENT ON COLUMN minutes.directive_aggregates.revision IS 'Counts the changes.';

COMMENT ON COLUMN minutes.directive_aggregates.updated_at IS 'When it last changed.';

CREATE TABLE minutes.directive_progress (
    id bigint NOT NULL,
    directive text NOT NULL,
    unit text NOT NULL,
    state text,
    percent integer,
    note text,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    person text NOT NULL,
    CONSTRAINT directive_progress_percent_range CHECK (((percent >= 0) AND (percent <= 100))),
    CONSTRAINT directive_progress_releases_nothing CHECK ((state = ANY (ARRAY['pending'::text, 'proposed'::text]))),
    CONSTRAINT directive_progress_says_something CHECK (((state IS NOT NULL) OR (percent IS NOT NULL) OR (note IS NOT NULL)))
);

COMMENT ON TABLE minutes.directive_progress IS 'What units report over time (辦理情形). Append-only.';

COMMENT ON COLUMN minutes.directive_progress.id IS 'Identity, and the order.';

COMMENT ON COLUMN minutes.directive_progress.directive IS 'The directive.';

COMMENT ON COLUMN minutes.directive_progress.unit IS 'The unit as the directive names it.';

COMMENT ON COLUMN minutes.directive_progress.state IS 'pending, or proposed when the unit asks to be released.';

COMMENT ON COLUMN minutes.directive_progress.percent IS 'How much is done.';

COMMENT ON COLUMN minutes.directive_progress.note IS 'What was done.';

COMMENT ON COLUMN minutes.directive_progress.at IS 'When it was posted.';

COMMENT ON COLUMN minutes.directive_progress.person IS 'The person who posted it.';

ALTER TABLE minutes.directive_progress ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME minutes.directive_progress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE minutes.directive_reviews (
    directive text NOT NULL,
    record text NOT NULL,
    edition integer NOT NULL,
    anchor text,
    verdict text,
    text text,
    due date,
    units text[] DEFAULT '{}'::text[] NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by text NOT NULL,
    CONSTRAINT directive_reviews_due_if_continued CHECK (((due IS NULL) OR (verdict = 'continue'::text))),
    CONSTRAINT directive_reviews_units_if_released CHECK (((units = '{}'::text[]) OR (verdict = 'release'::text))),
    CONSTRAINT directive_reviews_verdict_known CHECK ((verdict = ANY (ARRAY['continue'::text, 'release'::text])))
);

COMMENT ON TABLE minutes.directive_reviews IS 'Verdicts of meetings on directives (管考), written with an edition of the record. Of those up to the public edition the newest holds.';

COMMENT ON COLUMN minutes.directive_reviews.directive IS 'The directive.';

COMMENT ON COLUMN minutes.directive_reviews.record IS 'The record of the meeting.';

COMMENT ON COLUMN minutes.directive_reviews.edition IS 'The edition that says so first.';

COMMENT ON COLUMN minutes.directive_reviews.anchor IS 'The part of the record that says so.';

COMMENT ON COLUMN minutes.directive_reviews.verdict IS 'continue or release; null where the edition takes back what an older one said.';

COMMENT ON COLUMN minutes.directive_reviews.text IS 'What the meeting said.';

COMMENT ON COLUMN minutes.directive_reviews.due IS 'The new due date.';

COMMENT ON COLUMN minutes.directive_reviews.units IS 'The units that are released, if not all are.';

COMMENT ON COLUMN minutes.directive_reviews.updated_at IS 'When it was written.';

COMMENT ON COLUMN minutes.directive_reviews.updated_by IS 'The person who wrote it.';

CREATE TABLE minutes.directive_units (
    directive text NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    percent integer,
    note text,
    CONSTRAINT directive_units_percent_range CHECK (((percent >= 0) AND (percent <= 100))),
    CONSTRAINT directive_units_role_known CHECK ((role = ANY (ARRAY['lead'::text, 'support'::text]))),
    CONSTRAINT directive_units_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'proposed'::text, 'released'::text])))
);

COMMENT ON TABLE minutes.directive_units IS 'The units that a directive was given to, and how far each is.';

COMMENT ON COLUMN minutes.directive_units.directive IS 'The directive.';

COMMENT ON COLUMN minutes.directive_units."position" IS 'Counts the units in their order, from 1.';

COMMENT ON COLUMN minutes.directive_units.name IS 'The unit as it was called.';

COMMENT ON COLUMN minutes.directive_units.role IS 'lead (主辦) or support (協辦).';

COMMENT ON COLUMN minutes.directive_units.state IS 'How its part stands; written with its progress notes and public reviews.';

COMMENT ON COLUMN minutes.directive_units.percent IS 'How much of its part is done.';

COMMENT ON COLUMN minutes.directive_units.note IS 'Its newest note.';

CREATE TABLE minutes.directives (
    id text NOT NULL,
    series text NOT NULL,
    origin_record text,
    origin_anchor text,
    text text NOT NULL,
    due date,
    disclosure_level text DEFAULT 'withheld'::text NOT NULL,
    disclosure_ground text,
    disclosure_summary text,
    state text DEFAULT 'pending'::text NOT NULL,
    current_due date,
    public_number integer,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT directives_counts_from_one CHECK (((revision >= 1) AND (public_number >= 1))),
    CONSTRAINT directives_id_shape CHECK (((id ~ '^[A-Za-z0-9._-]{1,128}$'::text) AND (id <> ALL (ARRAY['.'::text, '..'::text])))),
    CONSTRAINT directives_level_known CHECK ((disclosure_level = ANY (ARRAY['public'::text, 'summary'::text, 'withheld'::text]))),
    CONSTRAINT directives_origin_is_whole CHECK (((origin_record IS NULL) = (origin_anchor IS NULL))),
    CONSTRAINT directives_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'proposed'::text, 'released'::text]))),
    CONSTRAINT directives_summarised CHECK (((disclosure_level <> 'summary'::text) OR (disclosure_summary IS NOT NULL)))
);

COMMENT ON TABLE minutes.directives IS 'The directives (列管案件): what is tracked from the meeting that began it to the one that releases it.';

COMMENT ON COLUMN minutes.directives.id IS 'Identity, given by the caller, never reused.';

COMMENT ON COLUMN minutes.directives.series IS 'The series that tracks it.';

COMMENT ON COLUMN minutes.directives.origin_record IS 'The record in which it began; null for a case older than the register.';

COMMENT ON COLUMN minutes.directives.origin_anchor IS 'The part of that record.';

COMMENT ON COLUMN minutes.directives.text IS 'What is to be done.';

COMMENT ON COLUMN minutes.directives.due IS 'The day by which it is to be done, as first set.';

COMMENT ON COLUMN minutes.directives.disclosure_level IS 'public, summary or withheld.';

COMMENT ON COLUMN minutes.directives.disclosure_ground IS 'The ground (政府資訊公開法 §18), such as 18-1-3.';

COMMENT ON COLUMN minutes.directives.disclosure_summary IS 'What the public reads in its place.';

COMMENT ON COLUMN minutes.directives.state IS 'How it stands by its progress notes and public reviews; written with them.';

COMMENT ON COLUMN minutes.directives.current_due IS 'The day by which it is to be done now; written with the state.';

COMMENT ON COLUMN minutes.directives.public_number IS 'Its number on the website, given when it first got there and never to another.';

COMMENT ON COLUMN minutes.directives.revision IS 'Counts the changes; the ETag.';

COMMENT ON COLUMN minutes.directives.created_at IS 'When it was made.';

COMMENT ON COLUMN minutes.directives.updated_at IS 'When it last changed.';

CREATE TABLE minutes.editions (
    record text NOT NULL,
    edition integer NOT NULL,
    document jsonb NOT NULL,
    sha256 bytea NOT NULL,
    public_document text,
    public_sha256 bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text NOT NULL,
    approved_at timestamp with time zone,
    approved_by text,
    published_at timestamp with time zone,
    change_note text,
    CONSTRAINT editions_disclosed_by_approval CHECK ((((public_document IS NULL) = (approved_at IS NULL)) AND ((public_document IS NULL) = (public_sha256 IS NULL)))),
    CONSTRAINT editions_hashes_are_sha256 CHECK (((octet_length(sha256) = 32) AND (octet_length(public_sha256) = 32)))
);
ALTER TABLE ONLY minutes.editions ALTER COLUMN document SET COMPRESSION lz4;
ALTER TABLE ONLY minutes.editions ALTER COLUMN public_document SET COMPRESSION lz4;

COMMENT ON TABLE minutes.editions IS 'The editions (版次) of records: one document each, immutable from approval.';

COMMENT ON COLUMN minutes.editions.record IS 'The record.';

COMMENT ON COLUMN minutes.editions.edition IS 'The number of the edition, from 1.';

COMMENT ON COLUMN minutes.editions.document IS 'The normalised record as written.';

COMMENT ON COLUMN minutes.editions.sha256 IS 'SHA-256 of the document''s canonical form (RFC 8785).';

COMMENT ON COLUMN minutes.editions.public_document IS 'The public edition, byte for byte, as approval computed it.';

COMMENT ON COLUMN minutes.editions.public_sha256 IS 'SHA-256 of the public edition''s bytes.';

COMMENT ON COLUMN minutes.editions.created_at IS 'When it was opened.';

COMMENT ON COLUMN minutes.editions.created_by IS 'The person who opened it.';

COMMENT ON COLUMN minutes.editions.approved_at IS 'When it was approved.';

COMMENT ON COLUMN minutes.editions.approved_by IS 'The person who approved it.';

COMMENT ON COLUMN minutes.editions.published_at IS 'When it went public.';

COMMENT ON COLUMN minutes.editions.change_note IS 'What it changes in the edition before, as the public may read it.';

CREATE TABLE minutes.errata (
    id bigint NOT NULL,
    record text NOT NULL,
    anchor text NOT NULL,
    text text NOT NULL,
    dated date NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text NOT NULL
);

COMMENT ON TABLE minutes.errata IS 'Dated corrections (更正、附記) that are shown beside the retained text, in every edition that has the part.';

COMMENT ON COLUMN minutes.errata.id IS 'Identity.';

COMMENT ON COLUMN minutes.errata.record IS 'The record.';

COMMENT ON COLUMN minutes.errata.anchor IS 'The part that it corrects.';

COMMENT ON COLUMN minutes.errata.text IS 'The correction, as the public reads it.';

COMMENT ON COLUMN minutes.errata.dated IS 'The day of the correction.';

COMMENT ON COLUMN minutes.errata.created_at IS 'When it was added.';

COMMENT ON COLUMN minutes.errata.created_by IS 'The person who added it.';

ALTER TABLE minutes.errata ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME minutes.errata_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE minutes.files (
    record text NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    content bytea NOT NULL,
    public_sha256 bytea NOT NULL,
    public_size bigint NOT NULL,
    public_content bytea,
    stored_at timestamp with time zone DEFAULT now() NOT NULL,
    stored_by text NOT NULL,
    CONSTRAINT files_hashes_are_sha256 CHECK (((octet_length(sha256) = 32) AND (octet_length(public_sha256) = 32))),
    CONSTRAINT files_sizes_are_true CHECK (((octet_length(content) = size) AND (COALESCE((octet_length(public_content))::bigint, size) = public_size)))
);
ALTER TABLE ONLY minutes.files ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE ONLY minutes.files ALTER COLUMN public_content SET STORAGE EXTERNAL;

COMMENT ON TABLE minutes.files IS 'The bytes of attachments, as they were received and as the public may have them: without what they say about whoever made them.';

COMMENT ON COLUMN minutes.files.record IS 'The record.';

COMMENT ON COLUMN minutes.files.sha256 IS 'SHA-256 of the bytes as they were received.';

COMMENT ON COLUMN minutes.files.size IS 'How many they are.';

COMMENT ON COLUMN minutes.files.content IS 'The bytes as they were received. Never public.';

COMMENT ON COLUMN minutes.files.public_sha256 IS 'SHA-256 of the copy without metadata.';

COMMENT ON COLUMN minutes.files.public_size IS 'How many bytes it has.';

COMMENT ON COLUMN minutes.files.public_content IS 'The copy without metadata; null if it is the same.';

COMMENT ON COLUMN minutes.files.stored_at IS 'When it was received.';

COMMENT ON COLUMN minutes.files.stored_by IS 'The person who sent it.';

CREATE TABLE minutes.idempotency_keys (
    key text NOT NULL,
    request_sha256 bytea NOT NULL,
    status integer NOT NULL,
    location text,
    etag text,
    response text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    caller text NOT NULL
);
ALTER TABLE ONLY minutes.idempotency_keys ALTER COLUMN response SET COMPRESSION lz4;

COMMENT ON TABLE minutes.idempotency_keys IS 'What was answered to a POST with an Idempotency-Key, written in the transaction of the change.';

COMMENT ON COLUMN minutes.idempotency_keys.key IS 'The Idempotency-Key.';

COMMENT ON COLUMN minutes.idempotency_keys.request_sha256 IS 'SHA-256 of method, path and body: another request under the same key is refused.';

COMMENT ON COLUMN minutes.idempotency_keys.status IS 'The status that was answered.';

COMMENT ON COLUMN minutes.idempotency_keys.location IS 'The Location that was answered.';

COMMENT ON COLUMN minutes.idempotency_keys.etag IS 'The ETag that was answered.';

COMMENT ON COLUMN minutes.idempotency_keys.response IS 'The body that was answered.';

COMMENT ON COLUMN minutes.idempotency_keys.created_at IS 'When; kept for at least 24 hours.';

COMMENT ON COLUMN minutes.idempotency_keys.caller IS 'The caller, a key or a person with a token; Idempotency-Keys of two callers never meet.';

CREATE TABLE minutes.publication_requests (
    id bigint NOT NULL,
    publication bigint NOT NULL,
    cause text NOT NULL,
    resource text,
    reason text,
    scope jsonb DEFAULT '{}'::jsonb NOT NULL,
    person text NOT NULL,
    api_key bigint,
    requested_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT publication_requests_cause_known CHECK ((cause = ANY (ARRAY['requested'::text, 'approved'::text, 'due'::text, 'corrected'::text, 'redacted'::text, 'errata'::text, 'withdrawn'::text, 'reinstated'::text, 'rollback'::text])))
);

COMMENT ON TABLE minutes.publication_requests IS 'Who asked for a publication and why; several requests may share one.';

COMMENT ON COLUMN minutes.publication_requests.id IS 'Identity.';

COMMENT ON COLUMN minutes.publication_requests.publication IS 'The publication that serves it.';

COMMENT ON COLUMN minutes.publication_requests.cause IS 'What made it necessary.';

COMMENT ON COLUMN minutes.publication_requests.resource IS 'The record whose approval asked, as in audit; null for a request of its own.';

COMMENT ON COLUMN minutes.publication_requests.reason IS 'The reason given.';

COMMENT ON COLUMN minutes.publication_requests.scope IS 'The scope asked for.';

COMMENT ON COLUMN minutes.publication_requests.person IS 'The person who asked.';

COMMENT ON COLUMN minutes.publication_requests.api_key IS 'The key it was asked with; null for what the service does by itself.';

COMMENT ON COLUMN minutes.publication_requests.requested_at IS 'When.';

ALTER TABLE minutes.publication_requests ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME minutes.publication_requests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE minutes.record_texts (
    record text NOT NULL,
    folded text NOT NULL
);
ALTER TABLE ONLY minutes.record_texts ALTER COLUMN folded SET COMPRESSION lz4;

COMMENT ON TABLE minutes.record_texts IS 'The text of the working edition, folded for the editors'' search.';

COMMENT ON COLUMN minutes.record_texts.record IS 'The record.';

COMMENT ON COLUMN minutes.record_texts.folded IS 'Every printed text, NFKC, lower case, without white space, 臺 as 台 and 紀 as 記.';

CREATE TABLE minutes.record_units (
    record text NOT NULL,
    body text NOT NULL,
    name text NOT NULL
);

COMMENT ON TABLE minutes.record_units IS 'Which units the working edition names, as printed.';

COMMENT ON COLUMN minutes.record_units.record IS 'The record.';

COMMENT ON COLUMN minutes.record_units.body IS 'The body of its series, in which the name means something.';

COMMENT ON COLUMN minutes.record_units.name IS 'The unit as printed.';

CREATE TABLE minutes.records (
    id text NOT NULL,
    series text NOT NULL,
    key text NOT NULL,
    number integer,
    title text NOT NULL,
    start_at timestamp with time zone NOT NULL,
    year integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    edition integer DEFAULT 1 NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    public_edition integer,
    published_at timestamp with time zone,
    publish_at timestamp with time zone,
    submitted_by text,
    source_system text,
    source_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawal_reason text,
    deleted_at timestamp with time zone,
    held_on date NOT NULL,
    CONSTRAINT records_counts_from_one CHECK (((edition >= 1) AND (revision >= 1) AND ((public_edition >= 1) AND (public_edition <= edition)))),
    CONSTRAINT records_deleted_before_publication CHECK (((deleted_at IS NULL) OR (public_edition IS NULL))),
    CONSTRAINT records_due_while_approved CHECK (((publish_at IS NULL) OR (state = 'approved'::text))),
    CONSTRAINT records_id_shape CHECK (((id ~ '^[A-Za-z0-9._-]{1,128}$'::text) AND (id <> ALL (ARRAY['.'::text, '..'::text])))),
    CONSTRAINT records_key_shape CHECK ((key ~ '^[a-z0-9-]{1,128}$'::text)),
    CONSTRAINT records_public_since CHECK (((public_edition IS NULL) = (published_at IS NULL))),
    CONSTRAINT records_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'published'::text, 'withdrawn'::text]))),
    CONSTRAINT records_state_tells_withdrawal CHECK ((((state <> 'withdrawn'::text) OR (withdrawn_at IS NOT NULL)) AND ((state <> 'published'::text) OR (withdrawn_at IS NULL)))),
    CONSTRAINT records_submitted_by_somebody CHECK (((state = 'draft'::text) OR (submitted_by IS NOT NULL))),
    CONSTRAINT records_withdrawn_after_publication CHECK (((withdrawn_at IS NULL) OR (public_edition IS NOT NULL))),
    CONSTRAINT records_withdrawn_with_reason CHECK (((withdrawn_at IS NULL) = (withdrawal_reason IS NULL)))
);

COMMENT ON TABLE minutes.records IS 'The records (會議紀錄): identity, state and counters. The content is in editions.';

COMMENT ON COLUMN minutes.records.id IS 'Identity, given by the caller, never reused.';

COMMENT ON COLUMN minutes.records.series IS 'The series it belongs to.';

COMMENT ON COLUMN minutes.records.key IS 'The key in its series and in its URL; fixed when first published.';

COMMENT ON COLUMN minutes.records.number IS 'The ordinal of the meeting (第18次).';

COMMENT ON COLUMN minutes.records.title IS 'The title of the working edition.';

COMMENT ON COLUMN minutes.records.start_at IS 'When the meeting began.';

COMMENT ON COLUMN minutes.records.year IS 'The Gregorian year in which the meeting began, where it was held.';

COMMENT ON COLUMN minutes.records.state IS 'The state of the working edition.';

COMMENT ON COLUMN minutes.records.edition IS 'The number of the working edition.';

COMMENT ON COLUMN minutes.records.revision IS 'Counts the changes; the ETag.';

COMMENT ON COLUMN minutes.records.public_edition IS 'The newest edition that is or was public.';

COMMENT ON COLUMN minutes.records.published_at IS 'When that edition went public.';

COMMENT ON COLUMN minutes.records.publish_at IS 'When an approved edition is to go public.';

COMMENT ON COLUMN minutes.records.submitted_by IS 'The person who submitted the working edition last.';

COMMENT ON COLUMN minutes.records.source_system IS 'The system it came from.';

COMMENT ON COLUMN minutes.records.source_id IS 'Its identity in that system.';

COMMENT ON COLUMN minutes.records.created_at IS 'When it was made.';

COMMENT ON COLUMN minutes.records.updated_at IS 'When it last changed.';

COMMENT ON COLUMN minutes.records.withdrawn_at IS 'Since when what was public is withdrawn.';

COMMENT ON COLUMN minutes.records.withdrawal_reason IS 'Why, as the public may read it.';

COMMENT ON COLUMN minutes.records.deleted_at IS 'When it was deleted. The row stays, without content, so that its id is never used again.';

COMMENT ON COLUMN minutes.records.held_on IS 'The day on which the meeting began, where it was held.';

CREATE TABLE minutes.redactions (
    id bigint NOT NULL,
    record text NOT NULL,
    edition integer NOT NULL,
    anchors text[] NOT NULL,
    ground text,
    reason text NOT NULL,
    redacted_at timestamp with time zone DEFAULT now() NOT NULL,
    redacted_by text NOT NULL,
    CONSTRAINT redactions_of_something CHECK ((cardinality(anchors) > 0))
);

COMMENT ON TABLE minutes.redactions IS 'Parts withheld after they were public. The edition made by a redaction holds it in its document; the public copies of older ones are made with it.';

COMMENT ON COLUMN minutes.redactions.id IS 'Identity.';

COMMENT ON COLUMN minutes.redactions.record IS 'The record.';

COMMENT ON COLUMN minutes.redactions.edition IS 'The edition that the redaction made; it holds for all before.';

COMMENT ON COLUMN minutes.redactions.anchors IS 'The parts.';

COMMENT ON COLUMN minutes.redactions.ground IS 'The ground (政府資訊公開法 §18), such as 18-1-6.';

COMMENT ON COLUMN minutes.redactions.reason IS 'Why; never public.';

COMMENT ON COLUMN minutes.redactions.redacted_at IS 'When.';

COMMENT ON COLUMN minutes.redactions.redacted_by IS 'The person who redacted.';

ALTER TABLE minutes.redactions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME minutes.redactions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE minutes.series (
    slug text NOT NULL,
    name text NOT NULL,
    body text NOT NULL,
    numbering text DEFAULT 'continuous'::text NOT NULL,
    announce_pending boolean DEFAULT false NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT series_numbering_known CHECK ((numbering = ANY (ARRAY['continuous'::text, 'yearly'::text]))),
    CONSTRAINT series_slug_shape CHECK ((slug ~ '^[a-z0-9-]{1,128}$'::text))
);

COMMENT ON TABLE minutes.series IS 'The recurring meetings (會議).';

COMMENT ON COLUMN minutes.series.slug IS 'Identity, and part of the URL.';

COMMENT ON COLUMN minutes.series.name IS 'The name, such as 主管會議.';

COMMENT ON COLUMN minutes.series.body IS 'The body (機關) whose meeting it is.';

COMMENT ON COLUMN minutes.series.numbering IS 'Whether meetings are counted on and on or anew each year.';

COMMENT ON COLUMN minutes.series.announce_pending IS 'Whether the website announces meetings whose minutes are not public yet.';

COMMENT ON COLUMN minutes.series.revision IS 'Counts the changes; the ETag.';

COMMENT ON COLUMN minutes.series.created_at IS 'When it was made.';

COMMENT ON COLUMN minutes.series.updated_at IS 'When it last changed.';

CREATE TABLE minutes.signing_keys (
    purpose text NOT NULL,
    key bytea NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT signing_keys_long_enough CHECK ((octet_length(key) >= 32)),
    CONSTRAINT signing_keys_purpose_known CHECK ((purpose = 'preview'::text))
);

COMMENT ON TABLE minutes.signing_keys IS 'The secrets with which the service signs what it will be shown again. The service makes one where there is none; whoever deletes a row makes all that was signed with it void.';

COMMENT ON COLUMN minutes.signing_keys.purpose IS 'What is signed: links to previews.';

COMMENT ON COLUMN minutes.signing_keys.key IS 'The secret, for HMAC-SHA256.';

COMMENT ON COLUMN minutes.signing_keys.made_at IS 'When it was made.';

CREATE TABLE minutes.unit_names (
    body text NOT NULL,
    name text NOT NULL,
    unit text NOT NULL
);

COMMENT ON TABLE minutes.unit_names IS 'Which printed name means which unit: names and aliases, each once in a body.';

COMMENT ON COLUMN minutes.unit_names.body IS 'The body in whose minutes the name is used; empty for every body.';

COMMENT ON COLUMN minutes.unit_names.name IS 'A name or alias.';

COMMENT ON COLUMN minutes.unit_names.unit IS 'The unit it means.';

CREATE TABLE minutes.units (
    slug text NOT NULL,
    name text NOT NULL,
    aliases text[] DEFAULT '{}'::text[] NOT NULL,
    body text,
    parent text,
    sort_order integer DEFAULT 0 NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT units_parent_is_another CHECK ((parent <> slug)),
    CONSTRAINT units_slug_shape CHECK ((slug ~ '^[a-z0-9-]{1,128}$'::text))
);

COMMENT ON TABLE minutes.units IS 'The units (單位) that have a page of their own.';

COMMENT ON COLUMN minutes.units.slug IS 'Identity, and part of the URL.';

COMMENT ON COLUMN minutes.units.name IS 'The present name.';

COMMENT ON COLUMN minutes.units.aliases IS 'Other names by which minutes call the unit.';

COMMENT ON COLUMN minutes.units.body IS 'The body (機關) it belongs to; null means that its names hold for every body.';

COMMENT ON COLUMN minutes.units.parent IS 'The unit above it.';

COMMENT ON COLUMN minutes.units.sort_order IS 'Where it stands in lists.';

COMMENT ON COLUMN minutes.units.revision IS 'Counts the changes; the ETag.';

COMMENT ON COLUMN minutes.units.created_at IS 'When it was made.';

COMMENT ON COLUMN minutes.units.updated_at IS 'When it last changed.';

CREATE TABLE public_site.appearances (
    series text NOT NULL,
    key text NOT NULL,
    anchor text NOT NULL,
    "position" integer NOT NULL,
    body text NOT NULL,
    unit_name text NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    title text NOT NULL,
    start_at timestamp with time zone NOT NULL,
    held_on date NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT appearances_kind_known CHECK ((kind = ANY (ARRAY['section'::text, 'item'::text, 'annex'::text, 'report'::text]))),
    CONSTRAINT appearances_role_known CHECK ((role = ANY (ARRAY['reporting'::text, 'proposing'::text, 'organising'::text, 'supporting'::text])))
);

COMMENT ON TABLE public_site.appearances IS 'Where units appear in the newest public editions: what a unit''s page lists. Rewritten with its record.';

COMMENT ON COLUMN public_site.appearances.series IS 'The series.';

COMMENT ON COLUMN public_site.appearances.key IS 'The key in the series.';

COMMENT ON COLUMN public_site.appearances.anchor IS 'The anchor of the section, item, annex or report.';

COMMENT ON COLUMN public_site.appearances."position" IS 'Counts the appearances in the order of the minutes, from 1.';

COMMENT ON COLUMN public_site.appearances.body IS 'The body of the series, in which the name means something.';

COMMENT ON COLUMN public_site.appearances.unit_name IS 'The unit as printed.';

COMMENT ON COLUMN public_site.appearances.kind IS 'section, item, annex or report.';

COMMENT ON COLUMN public_site.appearances.role IS 'What the unit does there.';

COMMENT ON COLUMN public_site.appearances.title IS 'What it is about, as the public may read it.';

COMMENT ON COLUMN public_site.appearances.start_at IS 'When the meeting began, as in records.';

COMMENT ON COLUMN public_site.appearances.held_on IS 'The day it began, as in records.';

COMMENT ON COLUMN public_site.appearances.published_at IS 'When the newest edition went public, as in records.';

CREATE TABLE public_site.attachments (
    series text NOT NULL,
    key text NOT NULL,
    attachment text NOT NULL,
    sha256 bytea NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    content bytea NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT attachments_sha256_is_sha256 CHECK ((octet_length(sha256) = 32))
);
ALTER TABLE ONLY public_site.attachments ALTER COLUMN content SET STORAGE EXTERNAL;

COMMENT ON TABLE public_site.attachments IS 'The files that public editions name with a SHA-256: an attachment has a file exactly where its edition does. They come and go with the editions.';

COMMENT ON COLUMN public_site.attachments.series IS 'The series.';

COMMENT ON COLUMN public_site.attachments.key IS 'The key in the series.';

COMMENT ON COLUMN public_site.attachments.attachment IS 'The attachment''s anchor.';

COMMENT ON COLUMN public_site.attachments.sha256 IS 'SHA-256 of the bytes, as the editions name it.';

COMMENT ON COLUMN public_site.attachments.media_type IS 'The media type.';

COMMENT ON COLUMN public_site.attachments.size IS 'How many bytes it has.';

COMMENT ON COLUMN public_site.attachments.content IS 'The bytes, without metadata.';

COMMENT ON COLUMN public_site.attachments.changed_in IS 'The transaction that last changed the row.';

CREATE TABLE public_site.changes (
    id bigint NOT NULL,
    series text NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    edition integer NOT NULL,
    anchor text,
    erratum integer,
    reason text,
    at timestamp with time zone NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT changes_erratum_is_numbered CHECK ((((kind = 'erratum'::text) = (erratum IS NOT NULL)) AND ((anchor IS NULL) OR (kind = 'erratum'::text)))),
    CONSTRAINT changes_kind_known CHECK ((kind = ANY (ARRAY['publish'::text, 'correct'::text, 'redact'::text, 'erratum'::text, 'withdraw'::text, 'reinstate'::text]))),
    CONSTRAINT changes_withdrawn_with_reason CHECK (((kind = 'withdraw'::text) = (reason IS NOT NULL)))
);

COMMENT ON TABLE public_site.changes IS 'What the public could see change, and when: facts without text. Rows are only added, in the transaction that makes the change public, and order by (at, id); of a row only the anchor is ever taken away. What the minutes themselves say of a change (its note, an erratum''s text) is in the editions, and goes with them.';

COMMENT ON COLUMN public_site.changes.id IS 'Identity; of two changes of one record the later one has the greater.';

COMMENT ON COLUMN public_site.changes.series IS 'The series.';

COMMENT ON COLUMN public_site.changes.key IS 'The key in the series.';

COMMENT ON COLUMN public_site.changes.kind IS 'publish: the first public edition; correct: a further one; redact: one without parts that were public before, in older editions too; erratum: a 附記 was added; withdraw: every edition gave way to a notice; reinstate: they came back.';

COMMENT ON COLUMN public_site.changes.edition IS 'The edition that went public; of an erratum, a withdrawal or a reinstatement the newest public one then.';

COMMENT ON COLUMN public_site.changes.anchor IS 'The part that an erratum belongs to; null once that part is withheld.';

COMMENT ON COLUMN public_site.changes.erratum IS 'Which of the record''s errata it is, counted from 1 as they were added.';

COMMENT ON COLUMN public_site.changes.reason IS 'Why the minutes were withdrawn, as the public read it then.';

COMMENT ON COLUMN public_site.changes.at IS 'When it was public: what was approved or added while the minutes were withdrawn, with their reinstatement.';

COMMENT ON COLUMN public_site.changes.changed_in IS 'The transaction that last changed the row.';

ALTER TABLE public_site.changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public_site.changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public_site.directive_meetings (
    series text NOT NULL,
    key text NOT NULL,
    number integer NOT NULL,
    relation text NOT NULL,
    CONSTRAINT directive_meetings_relation_known CHECK ((relation = ANY (ARRAY['begun'::text, 'reviewed'::text])))
);

COMMENT ON TABLE public_site.directive_meetings IS 'Which public minutes began or reviewed which public directive. Its changes are marked on the directive.';

COMMENT ON COLUMN public_site.directive_meetings.series IS 'The series.';

COMMENT ON COLUMN public_site.directive_meetings.key IS 'The key of the meeting.';

COMMENT ON COLUMN public_site.directive_meetings.number IS 'The directive.';

COMMENT ON COLUMN public_site.directive_meetings.relation IS 'begun or reviewed.';

CREATE TABLE public_site.directive_registers (
    series text NOT NULL,
    document text,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL
);

COMMENT ON TABLE public_site.directive_registers IS 'The figures of each series'' register: counts of all directives, and nothing of one.';

COMMENT ON COLUMN public_site.directive_registers.series IS 'The series.';

COMMENT ON COLUMN public_site.directive_registers.document IS 'The figures; null where there are none any more.';

COMMENT ON COLUMN public_site.directive_registers.changed_in IS 'The transaction that last changed the row.';

CREATE TABLE public_site.directive_units (
    series text NOT NULL,
    number integer NOT NULL,
    "position" integer NOT NULL,
    body text NOT NULL,
    unit_name text NOT NULL
);

COMMENT ON TABLE public_site.directive_units IS 'Which units public directives were given to. Its changes are marked on the directive.';

COMMENT ON COLUMN public_site.directive_units.series IS 'The series.';

COMMENT ON COLUMN public_site.directive_units.number IS 'The directive.';

COMMENT ON COLUMN public_site.directive_units."position" IS 'Counts the units in their order, from 1.';

COMMENT ON COLUMN public_site.directive_units.body IS 'The body of the series, in which the name means something.';

COMMENT ON COLUMN public_site.directive_units.unit_name IS 'The unit as it was called.';

CREATE TABLE public_site.directives (
    series text NOT NULL,
    number integer NOT NULL,
    document text,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL
);

COMMENT ON TABLE public_site.directives IS 'The public directives, as they stood when minutes that began or reviewed them were last published.';

COMMENT ON COLUMN public_site.directives.series IS 'The series.';

COMMENT ON COLUMN public_site.directives.number IS 'The number among its public directives.';

COMMENT ON COLUMN public_site.directives.document IS 'What the public reads; null once it is public no more.';

COMMENT ON COLUMN public_site.directives.changed_in IS 'The transaction that last changed the row.';

CREATE TABLE public_site.editions (
    series text NOT NULL,
    key text NOT NULL,
    edition integer NOT NULL,
    document text NOT NULL,
    sha256 bytea NOT NULL,
    published_at timestamp with time zone NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT editions_sha256_is_sha256 CHECK ((octet_length(sha256) = 32))
);
ALTER TABLE ONLY public_site.editions ALTER COLUMN document SET COMPRESSION lz4;

COMMENT ON TABLE public_site.editions IS 'The public editions (公告版).';

COMMENT ON COLUMN public_site.editions.series IS 'The series.';

COMMENT ON COLUMN public_site.editions.key IS 'The key in the series.';

COMMENT ON COLUMN public_site.editions.edition IS 'The number of the edition.';

COMMENT ON COLUMN public_site.editions.document IS 'The public edition, byte for byte.';

COMMENT ON COLUMN public_site.editions.sha256 IS 'SHA-256 of those bytes.';

COMMENT ON COLUMN public_site.editions.published_at IS 'When it went public.';

COMMENT ON COLUMN public_site.editions.changed_in IS 'The transaction that last changed the row.';

CREATE TABLE public_site.figures (
    series text NOT NULL,
    key text NOT NULL,
    "position" integer NOT NULL,
    anchor text NOT NULL,
    body text NOT NULL,
    unit_name text NOT NULL,
    name text NOT NULL,
    value numeric NOT NULL,
    unit text NOT NULL,
    as_of date NOT NULL
);

COMMENT ON TABLE public_site.figures IS 'The measured values that units report in the newest public editions: what a unit''s page draws over time. Rewritten with its record.';

COMMENT ON COLUMN public_site.figures.series IS 'The series.';

COMMENT ON COLUMN public_site.figures.key IS 'The key in the series.';

COMMENT ON COLUMN public_site.figures."position" IS 'Counts the figures in the order of the minutes, from 1.';

COMMENT ON COLUMN public_site.figures.anchor IS 'The anchor of the clause that tells it.';

COMMENT ON COLUMN public_site.figures.body IS 'The body of the series, in which the unit''s name means something.';

COMMENT ON COLUMN public_site.figures.unit_name IS 'The organisational unit as printed.';

COMMENT ON COLUMN public_site.figures.name IS 'What is measured.';

COMMENT ON COLUMN public_site.figures.value IS 'The number.';

COMMENT ON COLUMN public_site.figures.unit IS 'The unit of measurement; empty of a plain number.';

COMMENT ON COLUMN public_site.figures.as_of IS 'The day it holds for; where the minutes do not say, the day of the meeting.';

CREATE TABLE public_site.pending (
    series text NOT NULL,
    number integer,
    held_on date NOT NULL,
    records integer DEFAULT 1 NOT NULL,
    CONSTRAINT pending_counts_records CHECK ((records >= 0))
);

COMMENT ON TABLE public_site.pending IS 'The meetings of series that announce them whose minutes are not public yet.';

COMMENT ON COLUMN public_site.pending.series IS 'The series.';

COMMENT ON COLUMN public_site.pending.number IS 'The ordinal of the meeting, if it has one.';

COMMENT ON COLUMN public_site.pending.held_on IS 'The day it began, where it was held.';

COMMENT ON COLUMN public_site.pending.records IS 'How many records tell this series, number and day.';

CREATE TABLE public_site.records (
    series text NOT NULL,
    key text NOT NULL,
    number integer,
    title text NOT NULL,
    start_at timestamp with time zone NOT NULL,
    held_on date NOT NULL,
    edition integer NOT NULL,
    first_published timestamp with time zone NOT NULL,
    published_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawal_reason text,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    end_at timestamp with time zone,
    location text,
    decisions integer DEFAULT 0 NOT NULL,
    CONSTRAINT records_withdrawn_with_reason CHECK (((withdrawn_at IS NULL) = (withdrawal_reason IS NULL)))
);

COMMENT ON TABLE public_site.records IS 'The meetings whose minutes are or were public. Their only identity here is the one in the URL.';

COMMENT ON COLUMN public_site.records.series IS 'The series.';

COMMENT ON COLUMN public_site.records.key IS 'The key in the series.';

COMMENT ON COLUMN public_site.records.number IS 'The ordinal of the meeting.';

COMMENT ON COLUMN public_site.records.title IS 'The title of the newest public edition.';

COMMENT ON COLUMN public_site.records.start_at IS 'When the meeting began.';

COMMENT ON COLUMN public_site.records.held_on IS 'The day it began, where it was held.';

COMMENT ON COLUMN public_site.records.edition IS 'The newest public edition.';

COMMENT ON COLUMN public_site.records.first_published IS 'When its first edition went public.';

COMMENT ON COLUMN public_site.records.published_at IS 'When the newest edition went public.';

COMMENT ON COLUMN public_site.records.withdrawn_at IS 'Since when the minutes are withdrawn.';

COMMENT ON COLUMN public_site.records.withdrawal_reason IS 'Why, as the public may read it.';

COMMENT ON COLUMN public_site.records.changed_in IS 'The transaction that last changed the row.';

COMMENT ON COLUMN public_site.records.end_at IS 'When the meeting ended, if the minutes say so and are not withdrawn.';

COMMENT ON COLUMN public_site.records.location IS 'Where it was held, if the minutes say so and are not withdrawn.';

COMMENT ON COLUMN public_site.records.decisions IS 'How many items have an outcome that the public may read; 0 of withdrawn minutes.';

CREATE TABLE public_site.series (
    slug text NOT NULL,
    name text NOT NULL,
    body text NOT NULL,
    numbering text NOT NULL,
    announce_pending boolean NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL
);

COMMENT ON TABLE public_site.series IS 'The series.';

COMMENT ON COLUMN public_site.series.slug IS 'Identity, and part of the URL.';

COMMENT ON COLUMN public_site.series.name IS 'The name.';

COMMENT ON COLUMN public_site.series.body IS 'The body whose meeting it is.';

COMMENT ON COLUMN public_site.series.numbering IS 'continuous or yearly.';

COMMENT ON COLUMN public_site.series.announce_pending IS 'Whether meetings whose minutes are not public yet are announced.';

COMMENT ON COLUMN public_site.series.changed_in IS 'The transaction that last changed the row.';

CREATE TABLE public_site.unit_names (
    body text NOT NULL,
    name text NOT NULL,
    unit text NOT NULL
);

COMMENT ON TABLE public_site.unit_names IS 'Which printed name means which unit. Its changes are marked on the unit.';

COMMENT ON COLUMN public_site.unit_names.body IS 'The body in whose minutes the name is used; empty for every body.';

COMMENT ON COLUMN public_site.unit_names.name IS 'A name or alias.';

COMMENT ON COLUMN public_site.unit_names.unit IS 'The unit it means.';

CREATE TABLE public_site.units (
    slug text NOT NULL,
    name text NOT NULL,
    aliases text[] NOT NULL,
    body text,
    parent text,
    sort_order integer NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL
);

COMMENT ON TABLE public_site.units IS 'The units that have a page.';

COMMENT ON COLUMN public_site.units.slug IS 'Identity, and part of the URL.';

COMMENT ON COLUMN public_site.units.name IS 'The present name.';

COMMENT ON COLUMN public_site.units.aliases IS 'Other names.';

COMMENT ON COLUMN public_site.units.body IS 'The body it belongs to.';

COMMENT ON COLUMN public_site.units.parent IS 'The unit above it.';

COMMENT ON COLUMN public_site.units.sort_order IS 'Where it stands in lists.';

COMMENT ON COLUMN public_site.units.changed_in IS 'The transaction that last changed the row.';

CREATE TABLE publishing.jobs (
    id bigint NOT NULL,
    publication bigint NOT NULL,
    target text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    claimed_by text,
    lease_until timestamp with time zone,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    phase text,
    pages_planned integer,
    pages_done integer DEFAULT 0 NOT NULL,
    pages_written integer DEFAULT 0 NOT NULL,
    pages_removed integer DEFAULT 0 NOT NULL,
    pages_unchanged integer DEFAULT 0 NOT NULL,
    bytes_written bigint DEFAULT 0 NOT NULL,
    error text,
    release bigint,
    plan jsonb,
    undoes bigint,
    current_page text,
    warning text,
    CONSTRAINT jobs_failed_with_error CHECK (((state <> 'failed'::text) OR (error IS NOT NULL))),
    CONSTRAINT jobs_finished_at_the_end CHECK (((state = ANY (ARRAY['waiting'::text, 'running'::text])) = (finished_at IS NULL))),
    CONSTRAINT jobs_leased_while_running CHECK (((state = 'running'::text) = (lease_until IS NOT NULL))),
    CONSTRAINT jobs_phase_known CHECK ((phase = ANY (ARRAY['reading'::text, 'rendering'::text, 'verifying'::text, 'uploading'::text, 'switching'::text]))),
    CONSTRAINT jobs_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text]))),
    CONSTRAINT jobs_succeeded_with_result CHECK (((state <> 'succeeded'::text) OR (release IS NOT NULL) OR (plan IS NOT NULL)))
);

COMMENT ON TABLE publishing.jobs IS 'The work: one job per publication and target. A publisher holds a lease on what it works at; when the lease runs out, another may take over.';

COMMENT ON COLUMN publishing.jobs.id IS 'Identity, and the order of work.';

COMMENT ON COLUMN publishing.jobs.publication IS 'The publication it belongs to.';

COMMENT ON COLUMN publishing.jobs.target IS 'The target it brings up to date.';

COMMENT ON COLUMN publishing.jobs.state IS 'waiting, running, succeeded, failed or cancelled.';

COMMENT ON COLUMN publishing.jobs.attempt IS 'How often it was claimed.';

COMMENT ON COLUMN publishing.jobs.claimed_by IS 'The publisher that works at it.';

COMMENT ON COLUMN publishing.jobs.lease_until IS 'Until when the claim holds unless it is renewed.';

COMMENT ON COLUMN publishing.jobs.started_at IS 'When it was last claimed.';

COMMENT ON COLUMN publishing.jobs.finished_at IS 'When it ended.';

COMMENT ON COLUMN publishing.jobs.phase IS 'What it is doing.';

COMMENT ON COLUMN publishing.jobs.pages_planned IS 'How many files it will look at.';

COMMENT ON COLUMN publishing.jobs.pages_done IS 'How many of them are done.';

COMMENT ON COLUMN publishing.jobs.pages_written IS 'How many files it wrote.';

COMMENT ON COLUMN publishing.jobs.pages_removed IS 'How many files it removed.';

COMMENT ON COLUMN publishing.jobs.pages_unchanged IS 'How many files stayed as they were.';

COMMENT ON COLUMN publishing.jobs.bytes_written IS 'The size of what it wrote.';

COMMENT ON COLUMN publishing.jobs.error IS 'Why it failed, without content.';

COMMENT ON COLUMN publishing.jobs.release IS 'What it put live.';

COMMENT ON COLUMN publishing.jobs.plan IS 'What a dry run found: { files, plan: [ { path, action, why[] } ] }. Addresses, no content.';

COMMENT ON COLUMN publishing.jobs.undoes IS 'The release to go back from; null for a publication.';

COMMENT ON COLUMN publishing.jobs.current_page IS 'The file that was looked at last.';

COMMENT ON COLUMN publishing.jobs.warning IS 'What went wrong after the release was put live, and left it as it is; without content.';

ALTER TABLE publishing.jobs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME publishing.jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE publishing.publications (
    id bigint NOT NULL,
    cause text NOT NULL,
    scope jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    dry_run boolean DEFAULT false NOT NULL,
    automatic boolean DEFAULT false NOT NULL,
    CONSTRAINT publications_cause_known CHECK ((cause = ANY (ARRAY['requested'::text, 'approved'::text, 'due'::text, 'corrected'::text, 'redacted'::text, 'errata'::text, 'withdrawn'::text, 'reinstated'::text, 'rollback'::text])))
);

COMMENT ON TABLE publishing.publications IS 'Requests to bring the website up to date. Who asked and why is in minutes.publication_requests.';

COMMENT ON COLUMN publishing.publications.id IS 'Identity.';

COMMENT ON COLUMN publishing.publications.cause IS 'What made it necessary first.';

COMMENT ON COLUMN publishing.publications.scope IS 'What is rendered again besides what changed: all, series, units, records, templates.';

COMMENT ON COLUMN publishing.publications.created_at IS 'When it was asked for.';

COMMENT ON COLUMN publishing.publications.dry_run IS 'Whether its jobs only tell what they would change.';

COMMENT ON COLUMN publishing.publications.automatic IS 'Whether it waits while its target is paused: nobody asked for it in person, and it closes nothing.';

ALTER TABLE publishing.publications ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME publishing.publications_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE publishing.releases (
    id bigint NOT NULL,
    target text NOT NULL,
    tree text NOT NULL,
    content pg_snapshot NOT NULL,
    manifest bytea NOT NULL,
    pages integer NOT NULL,
    bytes bigint NOT NULL,
    released_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    undoes bigint,
    recorded_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT releases_manifest_is_sha256 CHECK ((octet_length(manifest) = 32))
);

COMMENT ON TABLE publishing.releases IS 'What was put live, newest last.';

COMMENT ON COLUMN publishing.releases.id IS 'Identity.';

COMMENT ON COLUMN publishing.releases.target IS 'Where.';

COMMENT ON COLUMN publishing.releases.tree IS 'The name of the tree that went live.';

COMMENT ON COLUMN publishing.releases.content IS 'The snapshot in which the content was read: a row that is not visible in it is not in the release.';

COMMENT ON COLUMN publishing.releases.manifest IS 'SHA-256 of the root manifest.';

COMMENT ON COLUMN publishing.releases.pages IS 'How many files the release holds.';

COMMENT ON COLUMN publishing.releases.bytes IS 'Their size together.';

COMMENT ON COLUMN publishing.releases.released_at IS 'When it went live.';

COMMENT ON COLUMN publishing.releases.undoes IS 'The release that was live and is not any more, because somebody went back to the one before; content is that one''s.';

COMMENT ON COLUMN publishing.releases.recorded_in IS 'The transaction that recorded it: who read the content before it must not put that live after it.';

ALTER TABLE publishing.releases ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME publishing.releases_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE publishing.targets (
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    paused_at timestamp with time zone,
    CONSTRAINT targets_name_shape CHECK ((name ~ '^[a-z0-9-]{1,64}$'::text))
);

COMMENT ON TABLE publishing.targets IS 'The places that are kept up to date: a directory, a bucket. A publication makes one job for each.';

COMMENT ON COLUMN publishing.targets.name IS 'The name that a publisher is configured with.';

COMMENT ON COLUMN publishing.targets.created_at IS 'When it was made.';

COMMENT ON COLUMN publishing.targets.paused_at IS 'Since when automatic publications wait, because somebody went back to the former release; null while they do not wait.';

ALTER TABLE ONLY migrations.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (number);

ALTER TABLE ONLY minutes.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.api_keys
    ADD CONSTRAINT api_keys_prefix_key UNIQUE (prefix);

ALTER TABLE ONLY minutes.attachments
    ADD CONSTRAINT attachments_pkey PRIMARY KEY (record, edition, attachment);

ALTER TABLE ONLY minutes.audit_chain
    ADD CONSTRAINT audit_chain_audit_key UNIQUE (audit);

ALTER TABLE ONLY minutes.audit_chain
    ADD CONSTRAINT audit_chain_pkey PRIMARY KEY (sequence);

ALTER TABLE ONLY minutes.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.change_numbers
    ADD CONSTRAINT change_numbers_change_key UNIQUE (change);

ALTER TABLE ONLY minutes.change_numbers
    ADD CONSTRAINT change_numbers_pkey PRIMARY KEY (sequence);

ALTER TABLE ONLY minutes.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.directive_aggregates
    ADD CONSTRAINT directive_aggregates_pkey PRIMARY KEY (record, cohort);

ALTER TABLE ONLY minutes.directive_progress
    ADD CONSTRAINT directive_progress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.directive_reviews
    ADD CONSTRAINT directive_reviews_pkey PRIMARY KEY (directive, record, edition);

ALTER TABLE ONLY minutes.directive_units
    ADD CONSTRAINT directive_units_pkey PRIMARY KEY (directive, name);

ALTER TABLE ONLY minutes.directives
    ADD CONSTRAINT directives_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.directives
    ADD CONSTRAINT directives_public_number_key UNIQUE (series, public_number);

ALTER TABLE ONLY minutes.editions
    ADD CONSTRAINT editions_pkey PRIMARY KEY (record, edition);

ALTER TABLE ONLY minutes.errata
    ADD CONSTRAINT errata_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.files
    ADD CONSTRAINT files_pkey PRIMARY KEY (record, sha256);

ALTER TABLE ONLY minutes.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key);

ALTER TABLE ONLY minutes.publication_requests
    ADD CONSTRAINT publication_requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.record_texts
    ADD CONSTRAINT record_texts_pkey PRIMARY KEY (record);

ALTER TABLE ONLY minutes.record_units
    ADD CONSTRAINT record_units_pkey PRIMARY KEY (record, name);

ALTER TABLE ONLY minutes.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.redactions
    ADD CONSTRAINT redactions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY minutes.redactions
    ADD CONSTRAINT redactions_record_edition_key UNIQUE (record, edition);

ALTER TABLE ONLY minutes.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY minutes.signing_keys
    ADD CONSTRAINT signing_keys_pkey PRIMARY KEY (purpose);

ALTER TABLE ONLY minutes.unit_names
    ADD CONSTRAINT unit_names_pkey PRIMARY KEY (body, name);

ALTER TABLE ONLY minutes.units
    ADD CONSTRAINT units_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY public_site.appearances
    ADD CONSTRAINT appearances_pkey PRIMARY KEY (series, key, "position");

ALTER TABLE ONLY public_site.attachments
    ADD CONSTRAINT attachments_pkey PRIMARY KEY (series, key, attachment, sha256);

ALTER TABLE ONLY public_site.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public_site.directive_meetings
    ADD CONSTRAINT directive_meetings_pkey PRIMARY KEY (series, key, number, relation);

ALTER TABLE ONLY public_site.directive_registers
    ADD CONSTRAINT directive_registers_pkey PRIMARY KEY (series);

ALTER TABLE ONLY public_site.directive_units
    ADD CONSTRAINT directive_units_pkey PRIMARY KEY (series, number, "position");

ALTER TABLE ONLY public_site.directives
    ADD CONSTRAINT directives_pkey PRIMARY KEY (series, number);

ALTER TABLE ONLY public_site.editions
    ADD CONSTRAINT editions_pkey PRIMARY KEY (series, key, edition);

ALTER TABLE ONLY public_site.figures
    ADD CONSTRAINT figures_pkey PRIMARY KEY (series, key, "position");

ALTER TABLE ONLY public_site.pending
    ADD CONSTRAINT pending_meeting_key UNIQUE NULLS NOT DISTINCT (series, held_on, number);

ALTER TABLE ONLY public_site.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (series, key);

ALTER TABLE ONLY public_site.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY public_site.unit_names
    ADD CONSTRAINT unit_names_pkey PRIMARY KEY (body, name);

ALTER TABLE ONLY public_site.units
    ADD CONSTRAINT units_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY publishing.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY publishing.jobs
    ADD CONSTRAINT jobs_publication_target_key UNIQUE (publication, target);

ALTER TABLE ONLY publishing.publications
    ADD CONSTRAINT publications_pkey PRIMARY KEY (id);

ALTER TABLE ONLY publishing.releases
    ADD CONSTRAINT releases_pkey PRIMARY KEY (id);

ALTER TABLE ONLY publishing.targets
    ADD CONSTRAINT targets_pkey PRIMARY KEY (name);

CREATE INDEX attachments_file_idx ON minutes.attachments USING btree (record, sha256);

CREATE INDEX audit_resource_idx ON minutes.audit USING btree (resource, id);

CREATE INDEX audit_xid_idx ON minutes.audit USING btree (xid);

CREATE INDEX changes_xid_idx ON minutes.changes USING btree (xid);

CREATE INDEX directive_progress_directive_idx ON minutes.directive_progress USING btree (directive, id);

CREATE INDEX directive_reviews_record_idx ON minutes.directive_reviews USING btree (record);

CREATE INDEX directive_units_name_idx ON minutes.directive_units USING btree (name);

CREATE INDEX directives_due_idx ON minutes.directives USING btree (current_due, id) WHERE (state <> 'released'::text);

CREATE INDEX directives_origin_idx ON minutes.directives USING btree (origin_record);

CREATE INDEX directives_series_idx ON minutes.directives USING btree (series);

CREATE INDEX errata_record_idx ON minutes.errata USING btree (record, dated, id);

CREATE INDEX idempotency_keys_created_idx ON minutes.idempotency_keys USING btree (created_at);

CREATE INDEX publication_requests_publication_idx ON minutes.publication_requests USING btree (publication);

CREATE INDEX publication_requests_resource_idx ON minutes.publication_requests USING btree (resource, publication DESC);

CREATE INDEX record_units_name_idx ON minutes.record_units USING btree (name);

CREATE INDEX records_due_idx ON minutes.records USING btree (publish_at) WHERE (publish_at IS NOT NULL);

CREATE INDEX records_newest_idx ON minutes.records USING btree (start_at DESC, id);

CREATE UNIQUE INDEX records_series_key_key ON minutes.records USING btree (series, key) WHERE (deleted_at IS NULL);

CREATE INDEX records_series_number_idx ON minutes.records USING btree (series, number) WHERE (number IS NOT NULL);

CREATE INDEX records_series_start_idx ON minutes.records USING btree (series, start_at, id) WHERE (deleted_at IS NULL);

CREATE INDEX records_updated_idx ON minutes.records USING btree (updated_at);

CREATE INDEX unit_names_unit_idx ON minutes.unit_names USING btree (unit);

CREATE INDEX appearances_newest_idx ON public_site.appearances USING btree (unit_name, body, start_at DESC, series COLLATE "C", key COLLATE "C" DESC, "position");

CREATE INDEX appearances_published_idx ON public_site.appearances USING btree (unit_name, body, published_at DESC, series COLLATE "C", key COLLATE "C" DESC, "position");

CREATE INDEX appearances_year_idx ON public_site.appearances USING btree (unit_name, body, held_on);

CREATE INDEX attachments_changed_idx ON public_site.attachments USING btree (changed_in);

CREATE INDEX changes_changed_idx ON public_site.changes USING btree (changed_in);

CREATE UNIQUE INDEX changes_edition_key ON public_site.changes USING btree (series, key, edition) WHERE (kind = ANY (ARRAY['publish'::text, 'correct'::text, 'redact'::text]));

CREATE UNIQUE INDEX changes_erratum_key ON public_site.changes USING btree (series, key, erratum) WHERE (kind = 'erratum'::text);

CREATE INDEX changes_lately_idx ON public_site.changes USING btree (at DESC, id DESC) WHERE (kind <> 'publish'::text);

CREATE INDEX changes_newest_idx ON public_site.changes USING btree (at DESC, id DESC);

CREATE INDEX changes_record_idx ON public_site.changes USING btree (series, key, id);

CREATE INDEX directive_meetings_directive_idx ON public_site.directive_meetings USING btree (series, number);

CREATE INDEX directive_registers_changed_idx ON public_site.directive_registers USING btree (changed_in);

CREATE INDEX directive_units_name_idx ON public_site.directive_units USING btree (unit_name, body);

CREATE INDEX directives_changed_idx ON public_site.directives USING btree (changed_in);

CREATE INDEX editions_changed_idx ON public_site.editions USING btree (changed_in);

CREATE INDEX figures_newest_idx ON public_site.figures USING btree (unit_name, body, as_of DESC, series COLLATE "C", key COLLATE "C", "position");

CREATE INDEX records_changed_idx ON public_site.records USING btree (changed_in);

CREATE INDEX records_day_idx ON public_site.records USING btree (held_on);

CREATE INDEX records_neighbours_idx ON public_site.records USING btree (series, start_at, key COLLATE "C");

CREATE INDEX records_newest_idx ON public_site.records USING btree (start_at DESC, series COLLATE "C", key COLLATE "C" DESC) WHERE (withdrawn_at IS NULL);

CREATE INDEX records_number_idx ON public_site.records USING btree (series, number) WHERE (number IS NOT NULL);

CREATE INDEX records_published_idx ON public_site.records USING btree (published_at DESC, series COLLATE "C", key COLLATE "C" DESC) WHERE (withdrawn_at IS NULL);

CREATE INDEX records_series_day_idx ON public_site.records USING btree (series, held_on);

CREATE INDEX records_series_published_idx ON public_site.records USING btree (series, published_at DESC, key COLLATE "C" DESC) WHERE (withdrawn_at IS NULL);

CREATE INDEX series_changed_idx ON public_site.series USING btree (changed_in);

CREATE INDEX unit_names_unit_idx ON public_site.unit_names USING btree (unit);

CREATE INDEX units_changed_idx ON public_site.units USING btree (changed_in);

CREATE INDEX jobs_open_idx ON publishing.jobs USING btree (target, id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE INDEX releases_target_idx ON publishing.releases USING btree (target, id DESC);

CREATE TRIGGER attachments_keep_approved BEFORE UPDATE OF sha256, media_type ON minutes.attachments FOR EACH ROW EXECUTE FUNCTION minutes.keep_attachment();

CREATE TRIGGER editions_keep_what_was_public BEFORE DELETE ON minutes.editions FOR EACH ROW WHEN ((old.published_at IS NOT NULL)) EXECUTE FUNCTION minutes.keep_what_was_public();

CREATE TRIGGER records_begin_pending AFTER INSERT ON minutes.records FOR EACH ROW EXECUTE FUNCTION minutes.follow_pending();

CREATE TRIGGER records_follow_pending AFTER UPDATE OF series, number, held_on, public_edition, deleted_at ON minutes.records FOR EACH ROW WHEN ((((((old.series IS DISTINCT FROM new.series) OR (old.number IS DISTINCT FROM new.number)) OR (old.held_on IS DISTINCT FROM new.held_on)) OR (old.public_edition IS DISTINCT FROM new.public_edition)) OR (old.deleted_at IS DISTINCT FROM new.deleted_at))) EXECUTE FUNCTION minutes.follow_pending();

CREATE TRIGGER series_announce_pending AFTER UPDATE OF announce_pending ON minutes.series FOR EACH ROW WHEN ((old.announce_pending <> new.announce_pending)) EXECUTE FUNCTION minutes.announce_pending();

CREATE TRIGGER appearances_date BEFORE INSERT ON public_site.appearances FOR EACH ROW EXECUTE FUNCTION public_site.date_appearance();

CREATE TRIGGER attachments_mark_changed BEFORE UPDATE ON public_site.attachments FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

CREATE TRIGGER changes_mark_changed BEFORE UPDATE ON public_site.changes FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

CREATE TRIGGER directive_registers_mark_changed BEFORE UPDATE ON public_site.directive_registers FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

CREATE TRIGGER directives_mark_changed BEFORE UPDATE ON public_site.directives FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

CREATE TRIGGER editions_mark_changed BEFORE UPDATE ON public_site.editions FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

CREATE TRIGGER records_date_appearances AFTER UPDATE ON public_site.records FOR EACH ROW WHEN ((((old.start_at IS DISTINCT FROM new.start_at) OR (old.held_on IS DISTINCT FROM new.held_on)) OR (old.published_at IS DISTINCT FROM new.published_at))) EXECUTE FUNCTION public_site.date_appearances();

CREATE TRIGGER records_mark_changed BEFORE UPDATE ON public_site.records FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

CREATE TRIGGER series_mark_changed BEFORE UPDATE ON public_site.series FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

CREATE TRIGGER units_mark_changed BEFORE UPDATE ON public_site.units FOR EACH ROW EXECUTE FUNCTION public_site.mark_changed();

ALTER TABLE ONLY minutes.attachments
    ADD CONSTRAINT attachments_edition_fkey FOREIGN KEY (record, edition) REFERENCES minutes.editions(record, edition) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY minutes.attachments
    ADD CONSTRAINT attachments_file_fkey FOREIGN KEY (record, sha256) REFERENCES minutes.files(record, sha256);

ALTER TABLE ONLY minutes.audit
    ADD CONSTRAINT audit_api_key_fkey FOREIGN KEY (api_key) REFERENCES minutes.api_keys(id);

ALTER TABLE ONLY minutes.audit_chain
    ADD CONSTRAINT audit_chain_audit_fkey FOREIGN KEY (audit) REFERENCES minutes.audit(id);

ALTER TABLE ONLY minutes.change_numbers
    ADD CONSTRAINT change_numbers_change_fkey FOREIGN KEY (change) REFERENCES minutes.changes(id);

ALTER TABLE ONLY minutes.directive_aggregates
    ADD CONSTRAINT directive_aggregates_record_fkey FOREIGN KEY (record) REFERENCES minutes.records(id);

ALTER TABLE ONLY minutes.directive_progress
    ADD CONSTRAINT directive_progress_directive_fkey FOREIGN KEY (directive) REFERENCES minutes.directives(id);

ALTER TABLE ONLY minutes.directive_reviews
    ADD CONSTRAINT directive_reviews_directive_fkey FOREIGN KEY (directive) REFERENCES minutes.directives(id);

ALTER TABLE ONLY minutes.directive_reviews
    ADD CONSTRAINT directive_reviews_edition_fkey FOREIGN KEY (record, edition) REFERENCES minutes.editions(record, edition) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY minutes.directive_units
    ADD CONSTRAINT directive_units_directive_fkey FOREIGN KEY (directive) REFERENCES minutes.directives(id);

ALTER TABLE ONLY minutes.directives
    ADD CONSTRAINT directives_origin_fkey FOREIGN KEY (origin_record) REFERENCES minutes.records(id);

ALTER TABLE ONLY minutes.directives
    ADD CONSTRAINT directives_series_fkey FOREIGN KEY (series) REFERENCES minutes.series(slug);

ALTER TABLE ONLY minutes.editions
    ADD CONSTRAINT editions_record_fkey FOREIGN KEY (record) REFERENCES minutes.records(id);

ALTER TABLE ONLY minutes.errata
    ADD CONSTRAINT errata_record_fkey FOREIGN KEY (record) REFERENCES minutes.records(id);

ALTER TABLE ONLY minutes.files
    ADD CONSTRAINT files_record_fkey FOREIGN KEY (record) REFERENCES minutes.records(id);

ALTER TABLE ONLY minutes.publication_requests
    ADD CONSTRAINT publication_requests_api_key_fkey FOREIGN KEY (api_key) REFERENCES minutes.api_keys(id);

ALTER TABLE ONLY minutes.publication_requests
    ADD CONSTRAINT publication_requests_publication_fkey FOREIGN KEY (publication) REFERENCES publishing.publications(id);

ALTER TABLE ONLY minutes.record_texts
    ADD CONSTRAINT record_texts_record_fkey FOREIGN KEY (record) REFERENCES minutes.records(id) ON DELETE CASCADE;

ALTER TABLE ONLY minutes.record_units
    ADD CONSTRAINT record_units_record_fkey FOREIGN KEY (record) REFERENCES minutes.records(id) ON DELETE CASCADE;

ALTER TABLE ONLY minutes.records
    ADD CONSTRAINT records_series_fkey FOREIGN KEY (series) REFERENCES minutes.series(slug);

ALTER TABLE ONLY minutes.redactions
    ADD CONSTRAINT redactions_edition_fkey FOREIGN KEY (record, edition) REFERENCES minutes.editions(record, edition);

ALTER TABLE ONLY minutes.unit_names
    ADD CONSTRAINT unit_names_unit_fkey FOREIGN KEY (unit) REFERENCES minutes.units(slug) ON DELETE CASCADE;

ALTER TABLE ONLY minutes.units
    ADD CONSTRAINT units_parent_fkey FOREIGN KEY (parent) REFERENCES minutes.units(slug);

ALTER TABLE ONLY public_site.appearances
    ADD CONSTRAINT appearances_record_fkey FOREIGN KEY (series, key) REFERENCES public_site.records(series, key);

ALTER TABLE ONLY public_site.attachments
    ADD CONSTRAINT attachments_record_fkey FOREIGN KEY (series, key) REFERENCES public_site.records(series, key);

ALTER TABLE ONLY public_site.changes
    ADD CONSTRAINT changes_record_fkey FOREIGN KEY (series, key) REFERENCES public_site.records(series, key);

ALTER TABLE ONLY public_site.directive_meetings
    ADD CONSTRAINT directive_meetings_directive_fkey FOREIGN KEY (series, number) REFERENCES public_site.directives(series, number);

ALTER TABLE ONLY public_site.directive_meetings
    ADD CONSTRAINT directive_meetings_record_fkey FOREIGN KEY (series, key) REFERENCES public_site.records(series, key);

ALTER TABLE ONLY public_site.directive_registers
    ADD CONSTRAINT directive_registers_series_fkey FOREIGN KEY (series) REFERENCES public_site.series(slug);

ALTER TABLE ONLY public_site.directive_units
    ADD CONSTRAINT directive_units_directive_fkey FOREIGN KEY (series, number) REFERENCES public_site.directives(series, number);

ALTER TABLE ONLY public_site.directives
    ADD CONSTRAINT directives_series_fkey FOREIGN KEY (series) REFERENCES public_site.series(slug);

ALTER TABLE ONLY public_site.editions
    ADD CONSTRAINT editions_record_fkey FOREIGN KEY (series, key) REFERENCES public_site.records(series, key);

ALTER TABLE ONLY public_site.figures
    ADD CONSTRAINT figures_record_fkey FOREIGN KEY (series, key) REFERENCES public_site.records(series, key);

ALTER TABLE ONLY public_site.pending
    ADD CONSTRAINT pending_series_fkey FOREIGN KEY (series) REFERENCES public_site.series(slug);

ALTER TABLE ONLY public_site.records
    ADD CONSTRAINT records_series_fkey FOREIGN KEY (series) REFERENCES public_site.series(slug);

ALTER TABLE ONLY public_site.unit_names
    ADD CONSTRAINT unit_names_unit_fkey FOREIGN KEY (unit) REFERENCES public_site.units(slug) ON DELETE CASCADE;

ALTER TABLE ONLY publishing.jobs
    ADD CONSTRAINT jobs_publication_fkey FOREIGN KEY (publication) REFERENCES publishing.publications(id);

ALTER TABLE ONLY publishing.jobs
    ADD CONSTRAINT jobs_release_fkey FOREIGN KEY (release) REFERENCES publishing.releases(id);

ALTER TABLE ONLY publishing.jobs
    ADD CONSTRAINT jobs_target_fkey FOREIGN KEY (target) REFERENCES publishing.targets(name);

ALTER TABLE ONLY publishing.jobs
    ADD CONSTRAINT jobs_undoes_fkey FOREIGN KEY (undoes) REFERENCES publishing.releases(id);

ALTER TABLE ONLY publishing.releases
    ADD CONSTRAINT releases_target_fkey FOREIGN KEY (target) REFERENCES publishing.targets(name);

ALTER TABLE ONLY publishing.releases
    ADD CONSTRAINT releases_undoes_fkey FOREIGN KEY (undoes) REFERENCES publishing.releases(id);

GRANT USAGE ON SCHEMA minutes TO openminutes_api;

GRANT USAGE ON SCHEMA public_site TO openminutes_api;
GRANT USAGE ON SCHEMA public_site TO openminutes_publisher;

GRANT USAGE ON SCHEMA publishing TO openminutes_api;
GRANT USAGE ON SCHEMA publishing TO openminutes_publisher;

REVOKE ALL ON FUNCTION minutes.announce_pending() FROM PUBLIC;

REVOKE ALL ON FUNCTION minutes.announces(asked_series text) FROM PUBLIC;
GRANT ALL ON FUNCTION minutes.announces(asked_series text) TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.audit TO openminutes_api;

REVOKE ALL ON FUNCTION minutes.digest(a minutes.audit) FROM PUBLIC;
GRANT ALL ON FUNCTION minutes.digest(a minutes.audit) TO openminutes_api;

REVOKE ALL ON FUNCTION minutes.follow_pending() FROM PUBLIC;

REVOKE ALL ON FUNCTION minutes.keep_attachment() FROM PUBLIC;

REVOKE ALL ON FUNCTION minutes.keep_what_was_public() FROM PUBLIC;

REVOKE ALL ON FUNCTION publishing.merge_scopes(a jsonb, b jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION publishing.merge_scopes(a jsonb, b jsonb) TO openminutes_api;

REVOKE ALL ON FUNCTION publishing.request(asked_cause text, asked_scope jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION publishing.request(asked_cause text, asked_scope jsonb) TO openminutes_api;

REVOKE ALL ON FUNCTION publishing.request_dry_run(asked_scope jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION publishing.request_dry_run(asked_scope jsonb) TO openminutes_api;

REVOKE ALL ON FUNCTION publishing.request_rollback() FROM PUBLIC;
GRANT ALL ON FUNCTION publishing.request_rollback() TO openminutes_api;

GRANT SELECT,INSERT,UPDATE ON TABLE minutes.api_keys TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.attachments TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.audit_chain TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.change_numbers TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.changes TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.directive_aggregates TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.directive_progress TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.directive_reviews TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.directive_units TO openminutes_api;

GRANT SELECT,INSERT,UPDATE ON TABLE minutes.directives TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.editions TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.errata TO openminutes_api;

GRANT SELECT,INSERT,DELETE ON TABLE minutes.files TO openminutes_api;

GRANT SELECT,INSERT,DELETE ON TABLE minutes.idempotency_keys TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.publication_requests TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.record_texts TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.record_units TO openminutes_api;

GRANT SELECT,INSERT,UPDATE ON TABLE minutes.records TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.redactions TO openminutes_api;

GRANT SELECT,INSERT,UPDATE ON TABLE minutes.series TO openminutes_api;

GRANT SELECT,INSERT ON TABLE minutes.signing_keys TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE minutes.unit_names TO openminutes_api;

GRANT SELECT,INSERT,UPDATE ON TABLE minutes.units TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.appearances TO openminutes_api;
GRANT SELECT ON TABLE public_site.appearances TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE ON TABLE public_site.attachments TO openminutes_api;
GRANT SELECT ON TABLE public_site.attachments TO openminutes_publisher;

GRANT SELECT,INSERT ON TABLE public_site.changes TO openminutes_api;
GRANT SELECT ON TABLE public_site.changes TO openminutes_publisher;

GRANT UPDATE(anchor) ON TABLE public_site.changes TO openminutes_api;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.directive_meetings TO openminutes_api;
GRANT SELECT ON TABLE public_site.directive_meetings TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.directive_registers TO openminutes_api;
GRANT SELECT ON TABLE public_site.directive_registers TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.directive_units TO openminutes_api;
GRANT SELECT ON TABLE public_site.directive_units TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.directives TO openminutes_api;
GRANT SELECT ON TABLE public_site.directives TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.editions TO openminutes_api;
GRANT SELECT ON TABLE public_site.editions TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.figures TO openminutes_api;
GRANT SELECT ON TABLE public_site.figures TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.pending TO openminutes_api;

GRANT SELECT(series) ON TABLE public_site.pending TO openminutes_publisher;

GRANT SELECT(number) ON TABLE public_site.pending TO openminutes_publisher;

GRANT SELECT(held_on) ON TABLE public_site.pending TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.records TO openminutes_api;
GRANT SELECT ON TABLE public_site.records TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.series TO openminutes_api;
GRANT SELECT ON TABLE public_site.series TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.unit_names TO openminutes_api;
GRANT SELECT ON TABLE public_site.unit_names TO openminutes_publisher;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public_site.units TO openminutes_api;
GRANT SELECT ON TABLE public_site.units TO openminutes_publisher;

GRANT SELECT,INSERT ON TABLE publishing.jobs TO openminutes_api;
GRANT SELECT ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(state) ON TABLE publishing.jobs TO openminutes_api;
GRANT UPDATE(state) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(attempt) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(claimed_by) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(lease_until) ON TABLE publishing.jobs TO openminutes_api;
GRANT UPDATE(lease_until) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(started_at) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(finished_at) ON TABLE publishing.jobs TO openminutes_api;
GRANT UPDATE(finished_at) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(phase) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(pages_planned) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(pages_done) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(pages_written) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(pages_removed) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(pages_unchanged) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(bytes_written) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(error) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(release) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(plan) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(current_page) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT UPDATE(warning) ON TABLE publishing.jobs TO openminutes_publisher;

GRANT SELECT,INSERT ON TABLE publishing.publications TO openminutes_api;
GRANT SELECT ON TABLE publishing.publications TO openminutes_publisher;

GRANT UPDATE(scope) ON TABLE publishing.publications TO openminutes_api;

GRANT UPDATE(automatic) ON TABLE publishing.publications TO openminutes_api;

GRANT SELECT ON TABLE publishing.releases TO openminutes_api;
GRANT SELECT,INSERT ON TABLE publishing.releases TO openminutes_publisher;

GRANT SELECT ON TABLE publishing.targets TO openminutes_api;
GRANT SELECT,INSERT ON TABLE publishing.targets TO openminutes_publisher;

GRANT UPDATE(paused_at) ON TABLE publishing.targets TO openminutes_api;
GRANT UPDATE(paused_at) ON TABLE publishing.targets TO openminutes_publisher;
