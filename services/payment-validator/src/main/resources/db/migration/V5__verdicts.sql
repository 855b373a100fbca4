-- What a claimant expects, and how its payment differs from that. Numbered, so that pages are stable while claims come in.
alter table claim
    add column claim_no        bigint generated always as identity,
    add column expected_amount numeric(78, 0),
    add column expected_asset  text,
    add column due_height      bigint,
    add column deviations      text not null default '';
create index claim_page on claim (network_id, claim_no);
create index claim_page_of_node on claim (network_id, node_id, claim_no);
create index claim_page_of_state on claim (network_id, state, claim_no);
-- a transaction may still come
create index claim_expired on claim (chain_id, tx_hash) where reason = 'EXPIRED';

alter table payment add column payment_no bigint generated always as identity;
create index payment_page on payment (network_id, payment_no);

-- Up to this height every payment is credited, claimed or not.
alter table chain_cursor add column credited_height bigint not null default -1;

-- Evidence: who voted (name@group,...) under which rules (N,L,H,M,G), and the header; null where nothing is proven.
alter table block
    add column voters     text not null default '',
    add column rules      text not null default '',
    add column indexed_at timestamptz not null default now(),
    add column header     bytea;
-- RLP lists of trie nodes, root first.
create table inclusion_proof (
    chain_id          bigint not null,
    tx_hash           text not null,
    height            bigint not null,
    position          integer not null,
    transaction_proof bytea not null,
    receipt_proof     bytea not null,
    primary key (chain_id, tx_hash)
);
create index inclusion_proof_height on inclusion_proof (chain_id, height);

-- What is told to streams and webhooks. Writers are one after the other (advisory lock), so seq is the order of commit.
create table notice (
    seq         bigint generated always as identity primary key,
    network_id  text not null,
    node_id     text not null,
    payment_key text not null,
    kind        text not null,
    body        text not null,
    noticed_at  timestamptz not null
);
create index notice_page on notice (network_id, seq);
create index notice_age on notice (noticed_at);

-- Answers to requests with an Idempotency-Key; the newest of each node are kept, for a while.
create table kept_answer (
    node_id         text not null,
    idempotency_key text not null,
    fingerprint     text not null,
    made            boolean not null,
    claim_id        text not null,
    state           text not null,
    kept_at         timestamptz not null,
    primary key (node_id, idempotency_key)
);
create index kept_answer_age on kept_answer (node_id, kept_at);
