-- Files that go with minutes. The bytes belong to a record and are named by their SHA-256; an edition says which of them each of its attachments is.

create table minutes.files (
  record         text not null,
  sha256         bytea not null,
  size           bigint not null,
  content        bytea not null,
  public_sha256  bytea not null,
  public_size    bigint not null,
  public_content bytea,
  stored_at      timestamptz not null default now(),
  stored_by      text not null,
  constraint files_pkey primary key (record, sha256),
  constraint files_record_fkey foreign key (record) references minutes.records (id),
  constraint files_hashes_are_sha256 check (octet_length(sha256) = 32 and octet_length(public_sha256) = 32),
  constraint files_sizes_are_true check (octet_length(content) = size and coalesce(octet_length(public_content), size) = public_size)
);
-- What is compressed already is not compressed again.
alter table minutes.files alter column content set storage external;
alter table minutes.files alter column public_content set storage external;
comment on table  minutes.files is 'The bytes of attachments, as they were received and as the public may have them: without what they say about whoever made them.';
comment on column minutes.files.record is 'The record.';
comment on column minutes.files.sha256 is 'SHA-256 of the bytes as they were received.';
comment on column minutes.files.size is 'How many they are.';
comment on column minutes.files.content is 'The bytes as they were received. Never public.';
comment on column minutes.files.public_sha256 is 'SHA-256 of the copy without metadata.';
comment on column minutes.files.public_size is 'How many bytes it has.';
comment on column minutes.files.public_content is 'The copy without metadata; null if it is the same.';
comment on column minutes.files.stored_at is 'When it was received.';
comment on column minutes.files.stored_by is 'The person who sent it.';

create table minutes.attachments (
  record     text not null,
  edition    integer not null,
  attachment text not null,
  sha256     bytea not null,
  media_type text not null,
  constraint attachments_pkey primary key (record, edition, attachment),
  constraint attachments_edition_fkey foreign key (record, edition) references minutes.editions (record, edition) on update cascade on delete cascade,
  constraint attachments_file_fkey foreign key (record, sha256) references minutes.files (record, sha256)
);
create index attachments_file_idx on minutes.attachments (record, sha256);
comment on table  minutes.attachments is 'Which file each attachment of an edition is. From approval on it does not change.';
comment on column minutes.attachments.record is 'The record.';
comment on column minutes.attachments.edition is 'The edition.';
comment on column minutes.attachments.attachment is 'The attachment''s anchor.';
comment on column minutes.attachments.sha256 is 'The file.';
comment on column minutes.attachments.media_type is 'Its media type, as sent and as its content agrees with.';

create function minutes.keep_attachment() returns trigger language plpgsql as $$
begin
  if exists (select from minutes.editions e where e.record = old.record and e.edition = old.edition and e.approved_at is not null) then
    raise exception 'attachment % of edition % of % is approved', old.attachment, old.edition, old.record using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
comment on function minutes.keep_attachment() is 'Refuses to give an attachment of an approved edition another file.';
create trigger attachments_keep_approved before update of sha256, media_type on minutes.attachments for each row execute function minutes.keep_attachment();
revoke execute on function minutes.keep_attachment() from public;

grant select, insert, delete on minutes.files to openminutes_api;
grant select, insert, update, delete on minutes.attachments to openminutes_api;

create table public_site.attachments (
  series     text not null,
  key        text not null,
  attachment text not null,
  sha256     bytea not null,
  media_type text not null,
  size       bigint not null,
  content    bytea not null,
  changed_in xid8 not null default pg_current_xact_id(),
  constraint attachments_pkey primary key (series, key, attachment, sha256),
  constraint attachments_record_fkey foreign key (series, key) references public_site.records (series, key),
  constraint attachments_sha256_is_sha256 check (octet_length(sha256) = 32)
);
alter table public_site.attachments alter column content set storage external;
create trigger attachments_mark_changed before update on public_site.attachments for each row execute function public_site.mark_changed();
create index attachments_changed_idx on public_site.attachments (changed_in);
comment on table  public_site.attachments is 'The files that public editions name with a SHA-256: an attachment has a file exactly where its edition does. They come and go with the editions.';
comment on column public_site.attachments.series is 'The series.';
comment on column public_site.attachments.key is 'The key in the series.';
comment on column public_site.attachments.attachment is 'The attachment''s anchor.';
comment on column public_site.attachments.sha256 is 'SHA-256 of the bytes, as the editions name it.';
comment on column public_site.attachments.media_type is 'The media type.';
comment on column public_site.attachments.size is 'How many bytes it has.';
comment on column public_site.attachments.content is 'The bytes, without metadata.';
comment on column public_site.attachments.changed_in is 'The transaction that last changed the row.';

grant select, insert, delete on public_site.attachments to openminutes_api;
grant select on public_site.attachments to openminutes_publisher;

-- Until now a public edition repeated the size and hash that its record gave of a file that was nowhere. In a public edition both stand in attachments alone, and a quotation mark inside a text
-- is escaped, so nothing else looks like them.
update minutes.editions e
set public_document = anew.document, public_sha256 = sha256(convert_to(anew.document, 'UTF8'))
from (
  select record, edition, regexp_replace(public_document, '(,"size":[0-9]+)?,"sha256":"[0-9a-f]{64}"|,"size":[0-9]+(?=[,}])', '', 'g') as document
  from minutes.editions where public_document::jsonb ? 'attachments'
) anew
where e.record = anew.record and e.edition = anew.edition and e.public_document <> anew.document;

update public_site.editions shown
set document = e.public_document, sha256 = e.public_sha256
from minutes.editions e join minutes.records r on r.id = e.record
where shown.series = r.series and shown.key = r.key and shown.edition = e.edition and shown.sha256 <> e.public_sha256;
