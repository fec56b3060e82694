create table publishing.targets (
  name       text not null,
  created_at timestamptz not null default now(),
  constraint targets_pkey primary key (name),
  constraint targets_name_shape check (name ~ '^[a-z0-9-]{1,64}$')
);
comment on table  publishing.targets is 'The places that are kept up to date: a directory, a bucket. A publication makes one job for each.';
comment on column publishing.targets.name is 'The name that a publisher is configured with.';
comment on column publishing.targets.created_at is 'When it was made.';
insert into publishing.targets (name) values ('site');

create table publishing.publications (
  id         bigint generated always as identity,
  cause      text not null,
  scope      jsonb not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  constraint publications_pkey primary key (id),
  constraint publications_cause_known check (cause in ('requested', 'approved', 'due'))
);
comment on table  publishing.publications is 'Requests to bring the website up to date. Who asked and why is in minutes.publication_requests.';
comment on column publishing.publications.id is 'Identity.';
comment on column publishing.publications.cause is 'What made it necessary first.';
comment on column publishing.publications.scope is 'What is rendered again besides what changed: all, series, units, records, templates.';
comment on column publishing.publications.created_at is 'When it was asked for.';

create table publishing.releases (
  id          bigint generated always as identity,
  target      text not null,
  tree        text not null,
  content     pg_snapshot not null,
  manifest    bytea not null,
  pages       integer not null,
  bytes       bigint not null,
  released_at timestamptz not null default clock_timestamp(),
  constraint releases_pkey primary key (id),
  constraint releases_target_fkey foreign key (target) references publishing.targets (name),
  constraint releases_manifest_is_sha256 check (octet_length(manifest) = 32)
);
create index releases_target_idx on publishing.releases (target, id desc);
comment on table  publishing.releases is 'What was put live, newest last.';
comment on column publishing.releases.id is 'Identity.';
comment on column publishing.releases.target is 'Where.';
comment on column publishing.releases.tree is 'The name of the tree that went live.';
comment on column publishing.releases.content is 'The snapshot in which the content was read: a row that is not visible in it is not in the release.';
comment on column publishing.releases.manifest is 'SHA-256 of the root manifest.';
comment on column publishing.releases.pages is 'How many files the release holds.';
comment on column publishing.releases.bytes is 'Their size together.';
comment on column publishing.releases.released_at is 'When it went live.';

create table publishing.jobs (
  id              bigint generated always as identity,
  publication     bigint not null,
  target          text not null,
  state           text not null default 'waiting',
  attempt         integer not null default 0,
  claimed_by      text,
  lease_until     timestamptz,
  started_at      timestamptz,
  finished_at     timestamptz,
  phase           text,
  pages_planned   integer,
  pages_done      integer not null default 0,
  pages_written   integer not null default 0,
  pages_removed   integer not null default 0,
  pages_unchanged integer not null default 0,
  bytes_written   bigint not null default 0,
  error           text,
  release         bigint,
  constraint jobs_pkey primary key (id),
  constraint jobs_publication_target_key unique (publication, target),
  constraint jobs_publication_fkey foreign key (publication) references publishing.publications (id),
  constraint jobs_target_fkey foreign key (target) references publishing.targets (name),
  constraint jobs_release_fkey foreign key (release) references publishing.releases (id),
  constraint jobs_state_known check (state in ('waiting', 'running', 'succeeded', 'failed', 'cancelled')),
  constraint jobs_phase_known check (phase in ('reading', 'rendering', 'verifying', 'switching')),
  constraint jobs_leased_while_running check ((state = 'running') = (lease_until is not null)),
  constraint jobs_finished_at_the_end check ((state in ('waiting', 'running')) = (finished_at is null)),
  constraint jobs_failed_with_error check (state <> 'failed' or error is not null),
  constraint jobs_succeeded_with_release check (state <> 'succeeded' or release is not null)
);
create index jobs_open_idx on publishing.jobs (target, id) where state in ('waiting', 'running');
comment on table  publishing.jobs is 'The work: one job per publication and target. A publisher holds a lease on what it works at; when the lease runs out, another may take over.';
comment on column publishing.jobs.id is 'Identity, and the order of work.';
comment on column publishing.jobs.publication is 'The publication it belongs to.';
comment on column publishing.jobs.target is 'The target it brings up to date.';
comment on column publishing.jobs.state is 'waiting, running, succeeded, failed or cancelled.';
comment on column publishing.jobs.attempt is 'How often it was claimed.';
comment on column publishing.jobs.claimed_by is 'The publisher that works at it.';
comment on column publishing.jobs.lease_until is 'Until when the claim holds unless it is renewed.';
comment on column publishing.jobs.started_at is 'When it was last claimed.';
comment on column publishing.jobs.finished_at is 'When it ended.';
comment on column publishing.jobs.phase is 'What it is doing.';
comment on column publishing.jobs.pages_planned is 'How many files it will look at.';
comment on column publishing.jobs.pages_done is 'How many of them are done.';
comment on column publishing.jobs.pages_written is 'How many files it wrote.';
comment on column publishing.jobs.pages_removed is 'How many files it removed.';
comment on column publishing.jobs.pages_unchanged is 'How many files stayed as they were.';
comment on column publishing.jobs.bytes_written is 'The size of what it wrote.';
comment on column publishing.jobs.error is 'Why it failed, without content.';
comment on column publishing.jobs.release is 'What it put live.';

create function publishing.merge_scopes(a jsonb, b jsonb) returns jsonb immutable language sql as $$
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
comment on function publishing.merge_scopes(jsonb, jsonb) is 'The scope that covers both.';

-- Writers that ask at the same moment must not wait for each other: they hold the jobs they join in share mode until they commit.
-- A claim skips locked jobs, so whatever a joiner wrote is there when the work begins.
create function publishing.request(asked_cause text, asked_scope jsonb default '{}') returns bigint language plpgsql as $$
declare
  found_publication bigint;
begin
  select j.publication into found_publication
  from publishing.jobs j
  where j.state = 'waiting'
    and not exists (select from publishing.jobs started where started.publication = j.publication and started.state <> 'waiting')
  order by j.publication desc
  limit 1;

  if found_publication is not null then
    if asked_scope = '{}' then
      perform from publishing.jobs where publication = found_publication order by id for share;
    else
      perform from publishing.jobs where publication = found_publication order by id for update;
    end if;
    -- While this waited for the lock, a publisher may have begun.
    if not exists (select from publishing.jobs where publication = found_publication and state <> 'waiting') then
      if asked_scope <> '{}' then
        update publishing.publications set scope = publishing.merge_scopes(scope, asked_scope) where id = found_publication;
      end if;
      perform pg_notify('openminutes_publishing', found_publication::text);
      return found_publication;
    end if;
  end if;

  insert into publishing.publications (cause, scope) values (asked_cause, asked_scope) returning id into found_publication;
  insert into publishing.jobs (publication, target) select found_publication, name from publishing.targets order by name;
  perform pg_notify('openminutes_publishing', found_publication::text);
  return found_publication;
end
$$;
comment on function publishing.request(text, jsonb) is 'The one way in which a publication is asked for: joins the newest one none of whose jobs has begun, else makes one.';

-- Who asked is content of the api, and stays in its schema.
create table minutes.publication_requests (
  id           bigint generated always as identity,
  publication  bigint not null,
  cause        text not null,
  resource     text,
  reason       text,
  scope        jsonb not null default '{}',
  person       text not null,
  api_key      bigint,
  requested_at timestamptz not null default clock_timestamp(),
  constraint publication_requests_pkey primary key (id),
  constraint publication_requests_publication_fkey foreign key (publication) references publishing.publications (id),
  constraint publication_requests_api_key_fkey foreign key (api_key) references minutes.api_keys (id),
  constraint publication_requests_cause_known check (cause in ('requested', 'approved', 'due'))
);
create index publication_requests_publication_idx on minutes.publication_requests (publication);
create index publication_requests_resource_idx on minutes.publication_requests (resource, publication desc);
comment on table  minutes.publication_requests is 'Who asked for a publication and why; several requests may share one.';
comment on column minutes.publication_requests.id is 'Identity.';
comment on column minutes.publication_requests.publication is 'The publication that serves it.';
comment on column minutes.publication_requests.cause is 'What made it necessary.';
comment on column minutes.publication_requests.resource is 'The record whose approval asked, as in audit; null for a request of its own.';
comment on column minutes.publication_requests.reason is 'The reason given.';
comment on column minutes.publication_requests.scope is 'The scope asked for.';
comment on column minutes.publication_requests.person is 'The person who asked.';
comment on column minutes.publication_requests.api_key is 'The key it was asked with; null for what the service does by itself.';
comment on column minutes.publication_requests.requested_at is 'When.';

revoke execute on function publishing.request(text, jsonb), publishing.merge_scopes(jsonb, jsonb) from public;
grant execute on function publishing.request(text, jsonb), publishing.merge_scopes(jsonb, jsonb) to openminutes_api;
grant select, insert on minutes.publication_requests to openminutes_api;
grant select on all tables in schema publishing to openminutes_api, openminutes_publisher;
grant insert on publishing.publications, publishing.jobs to openminutes_api;
grant update (scope) on publishing.publications to openminutes_api;
-- "for share" and "for update" ask for the right to update; of a job, the api may change its state alone.
grant update (state, finished_at, lease_until) on publishing.jobs to openminutes_api;
grant update (state, attempt, claimed_by, lease_until, started_at, finished_at, phase, pages_planned, pages_done, pages_written,
              pages_removed, pages_unchanged, bytes_written, error, release) on publishing.jobs to openminutes_publisher;
grant insert on publishing.releases, publishing.targets to openminutes_publisher;
