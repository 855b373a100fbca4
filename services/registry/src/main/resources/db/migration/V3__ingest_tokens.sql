-- SHA-256 of the tokens of standard senders, at most 4, with a space between
alter table node add column ingest_tokens text not null default ''
    check (ingest_tokens ~ '^([0-9a-f]{64}( [0-9a-f]{64}){0,3})?$');
