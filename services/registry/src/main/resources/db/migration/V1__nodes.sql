create table enrolment_token (
    token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
    network_id text not null,
    role       text not null,
    expires_at timestamptz not null,
    created_by text not null,
    used_by    text
);

create table node (
    node_id         text primary key,
    network_id      text not null,
    public_key      bytea not null check (length(public_key) = 32),
    role            text not null,
    name            text not null,
    payment_address text,
    revoked         boolean not null,
    registered_at   timestamptz not null,
    version         bigint not null
);
create index node_network on node (network_id, node_id);

-- platform-outbox
create table outbox (
    seq       bigint generated always as identity primary key,
    event_id  text not null,
    topic     text not null,
    event_key text not null,
    value     bytea not null
);
create table inbox (
    event_id text primary key,
    taken_at timestamptz not null default now()
);
