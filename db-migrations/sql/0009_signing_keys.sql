create table minutes.signing_keys (
  purpose text not null,
  key     bytea not null,
  made_at timestamptz not null default now(),
  constraint signing_keys_pkey primary key (purpose),
  constraint signing_keys_purpose_known check (purpose in ('preview')),
  constraint signing_keys_long_enough check (octet_length(key) >= 32)
);
comment on table  minutes.signing_keys is 'The secrets with which the service signs what it will be shown again. The service makes one where there is none; whoever deletes a row makes all that was signed with it void.';
comment on column minutes.signing_keys.purpose is 'What is signed: links to previews.';
comment on column minutes.signing_keys.key is 'The secret, for HMAC-SHA256.';
comment on column minutes.signing_keys.made_at is 'When it was made.';

grant select, insert on minutes.signing_keys to openminutes_api;
