-- Who comes with a token has no key: an Idempotency-Key belongs to a caller, whatever he came with.
alter table minutes.idempotency_keys add column caller text;
update minutes.idempotency_keys set caller = 'key ' || api_key;
alter table minutes.idempotency_keys
  drop constraint idempotency_keys_pkey,
  drop column api_key,
  alter column caller set not null,
  add constraint idempotency_keys_pkey primary key (caller, key);
comment on column minutes.idempotency_keys.caller is 'The caller, a key or a person with a token; Idempotency-Keys of two callers never meet.';
