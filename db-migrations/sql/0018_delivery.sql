-- Targets in object storage, and what goes wrong after a release.

alter table publishing.jobs
  add column warning text,
  drop constraint jobs_phase_known,
  add constraint jobs_phase_known check (phase in ('reading', 'rendering', 'verifying', 'uploading', 'switching'));
comment on column publishing.jobs.warning is 'What went wrong after the release was put live, and left it as it is; without content.';
grant update (warning) on publishing.jobs to openminutes_publisher;
