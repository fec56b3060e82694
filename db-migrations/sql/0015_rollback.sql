-- Going back to the former release, and progress in detail.

alter table publishing.targets add column paused_at timestamptz;
comment on column publishing.targets.paused_at is 'Since when automatic publications wait, because somebody went back to the former release; null while they do not wait.';
grant update (paused_at) on publishing.targets to openminutes_api, openminutes_publisher;

alter table publishing.publications
  add column automatic boolean not null default false,
  drop constraint publications_cause_known,
  add constraint publications_cause_known check (
    cause in ('requested', 'approved', 'due', 'corrected', 'redacted', 'errata', 'withdrawn', 'reinstated', 'rollback'));
comment on column publishing.publications.automatic is 'Whether it waits while its target is paused: nobody asked for it in person, and it closes nothing.';
grant update (automatic) on publishing.publications to openminutes_api;

alter table minutes.publication_requests
  drop constraint publication_requests_cause_known,
  add constraint publication_requests_cause_known check (
    cause in ('requested', 'approved', 'due', 'corrected', 'redacted', 'errata', 'withdrawn', 'reinstated', 'rollback'));

alter table publishing.releases
  add column undoes      bigint,
  add column recorded_in xid8 not null default pg_current_xact_id(),
  add constraint releases_undoes_fkey foreign key (undoes) references publishing.releases (id);
comment on column publishing.releases.undoes is 'The release that was live and is not any more, because somebody went back to the one before; content is that one''s.';
comment on column publishing.releases.recorded_in is 'The transaction that recorded it: who read the content before it must not put that live after it.';

alter table publishing.jobs
  add column undoes       bigint,
  add column current_page text,
  add constraint jobs_undoes_fkey foreign key (undoes) references publishing.releases (id);
comment on column publishing.jobs.undoes is 'The release to go back from; null for a publication.';
comment on column publishing.jobs.current_page is 'The file that was looked at last.';
grant update (current_page) on publishing.jobs to openminutes_publisher;

create or replace function publishing.request(asked_cause text, asked_scope jsonb default '{}') returns bigint language plpgsql as $$
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

create function publishing.request_rollback() returns bigint language plpgsql as $$
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
comment on function publishing.request_rollback() is 'Asks every target to go back from its newest release to the one before, and lets automatic publications wait; null if nothing was released yet.';
revoke execute on function publishing.request_rollback() from public;
grant execute on function publishing.request_rollback() to openminutes_api;
