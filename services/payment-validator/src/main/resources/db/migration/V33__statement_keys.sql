-- Keys that sign statements (Ed25519): the newest signs, the others verify what they signed before.
create table statement_key (
    key_id        text primary key,
    private_pkcs8 bytea not null,
    public_key    bytea not null,
    made_at       timestamptz not null default now(),
    newest        boolean not null
);
create unique index statement_key_newest on statement_key (newest) where newest;
