create table webhook_endpoint (
    endpoint_id   text primary key,
    network_id    text not null,
    url           text not null,
    state         text not null check (state in ('ACTIVE', 'DISABLED')),
    why           text not null,
    secret        bytea not null,
    former_secret bytea,
    former_until  timestamptz,
    failures      integer not null default 0,
    failing_since timestamptz,
    next_at       timestamptz not null,
    leased_until  timestamptz not null default 'epoch',
    lease         text not null default '',
    created_at    timestamptz not null
);
create index webhook_endpoint_network on webhook_endpoint (network_id, endpoint_id);
create index webhook_endpoint_due on webhook_endpoint (next_at) where state = 'ACTIVE';

-- One queue per endpoint. A notice that is forgotten takes its deliveries along.
create table webhook_delivery (
    endpoint_id  text not null references webhook_endpoint on delete cascade,
    seq          bigint not null references notice on delete cascade,
    payment_key  text not null,
    state        text not null check (state in ('WAITING', 'DELIVERED')),
    attempts     integer not null default 0,
    next_at      timestamptz not null,
    tried_at     timestamptz,
    status       integer not null default 0,
    failure      text not null default '',
    took_millis  integer not null default 0,
    primary key (endpoint_id, seq)
);
create index webhook_delivery_notice on webhook_delivery (seq);
create index webhook_delivery_due on webhook_delivery (endpoint_id, next_at) where state = 'WAITING';
create index webhook_delivery_order on webhook_delivery (endpoint_id, payment_key, seq) where state = 'WAITING';
