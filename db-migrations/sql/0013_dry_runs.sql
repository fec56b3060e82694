-- A dry run: a publication that tells what it would change, and changes nothing.

alter table publishing.publications add column dry_run boolean not null default false;
comment on column publishing.publications.dry_run is 'Whether its jobs only tell what they would change.';

alter table publishing.jobs
  add column plan jsonb,
  drop constraint jobs_succeeded_with_release,
  add constraint jobs_succeeded_with_result check (state <> 'succeeded' or release is not null or plan is not null);
comment on column publishing.jobs.plan is 'What a dry run found: { files, plan: [ { path, action, why[] } ] }. Addresses, no content.';
grant update (plan) on publishing.jobs to openminutes_publisher;

create function publishing.request_dry_run(asked_scope jsonb) returns bigint language plpgsql as $$
declare
  made bigint;
begin
  insert into publishing.publications (cause, scope, dry_run) values ('requested', asked_scope, true) returning id into made;
  insert into publishing.jobs (publication, target) select made, name from publishing.targets order by name;
  perform pg_notify('openminutes_publishing', made::text);
  return made;
end
$$;
comment on function publishing.request_dry_run(jsonb) is 'Asks every target what a publication would change there now.';
revoke execute on function publishing.request_dry_run(jsonb) from public;
grant execute on function publishing.request_dry_run(jsonb) to openminutes_api;

-- A request joins no dry run.
create or replace function publishing.request(asked_cause text, asked_scope jsonb default '{}') returns bigint language plpgsql as $$
declare
  found_publication bigint;
begin
  select j.publication into found_publication
  from publishing.jobs j join publishing.publications p on p.id = j.publication
  where j.state = 'waiting' and not p.dry_run
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
