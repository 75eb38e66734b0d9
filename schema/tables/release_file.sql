-- Answers: from which very file is a figure, and since when do we have it?
create table release_file (
    release_id text not null references release (release_id),
    file_name text not null,
    sha256 text not null,
    bytes bigint not null,
    retrieved_on date not null,
    address text,
    primary key (release_id, file_name, sha256, retrieved_on),
    check (length(sha256) = 64),
    check (bytes >= 0)
);
comment on table release_file is 'One row: a published file that a release was read from.';
comment on column release_file.release_id is 'Key of the release.';
comment on column release_file.file_name is
'Path of the file in the folder of downloads; a member of a .zip after the path of the .zip.';
comment on column release_file.sha256 is 'SHA-256 digest of the file''s bytes, of a member''s own, as 64 hexadecimal digits.';
comment on column release_file.bytes is 'Size of the file in bytes.';
comment on column release_file.retrieved_on is
'Day (UTC) on which the file was downloaded; where it was saved by hand, the day of the file''s last change.';
comment on column release_file.address is 'Web address that it was downloaded from; empty where it was saved by hand.';
