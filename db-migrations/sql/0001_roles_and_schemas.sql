-- Two group roles without login: what a service may do belongs to the group, who may log in as one belongs to the deployment.
-- Roles are cluster-wide, and several databases of one cluster may be migrated at the same time.
do $$
begin
  perform pg_advisory_xact_lock(hashtext('openminutes.roles'));
  if not exists (select from pg_roles where rolname = 'openminutes_api') then
    create role openminutes_api nologin;
    comment on role openminutes_api is 'OpenMinutes: what the HTTP service may do.';
  end if;
  if not exists (select from pg_roles where rolname = 'openminutes_publisher') then
    create role openminutes_publisher nologin;
    comment on role openminutes_publisher is 'OpenMinutes: what a publisher may do. No right on schema minutes.';
  end if;
end
$$;

create schema minutes;
comment on schema minutes is 'The full records, their editions and history. Only the api has rights here.';

create schema public_site;
comment on schema public_site is 'The disclosed copy: what the public may read, and nothing else. The api writes, publishers read.';

create schema publishing;
comment on schema publishing is 'The work of bringing websites up to date. The api asks, publishers claim and report. No content.';

revoke all on schema minutes, public_site, publishing from public;
grant usage on schema minutes to openminutes_api;
grant usage on schema public_site, publishing to openminutes_api, openminutes_publisher;
