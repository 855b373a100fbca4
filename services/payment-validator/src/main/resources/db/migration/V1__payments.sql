-- The books: append-only double entry. Amounts are asset base units, 1 to 2^256 - 1.
create table transfer (
    transfer_id    text primary key,
    seq            bigint generated always as identity,
    network_id     text not null,
    debit_account  text not null,
    credit_account text not null,
    amount         numeric(78, 0) not null check (
        amount > 0 and amount < 115792089237316195423570985008687907853269984665640564039457584007913129639936),
    asset          text not null,
    code           text not null check (code in ('USAGE', 'PAYMENT', 'REVERSAL')),
    cause_id       text not null,
    posted_at      timestamptz not null default now(),
    check (debit_account <> credit_account)
);
create index transfer_debit on transfer (network_id, debit_account, seq);
create index transfer_credit on transfer (network_id, credit_account, seq);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only';
end $$;
create trigger transfer_append_only before update or delete or truncate on transfer
    for each statement execute function refuse_change();

-- A cache of the sums, kept in the transaction that posts.
create table account (
    network_id text not null,
    account    text not null,
    asset      text not null,
    debits     numeric not null,
    credits    numeric not null,
    primary key (network_id, account, asset)
);

-- How far each run of a counter is billed; counters are unsigned 64 bit.
create table meter (
    network_id        text not null,
    node_id           text not null,
    interface         text not null,
    peer              text not null,
    epoch             numeric(20, 0) not null,
    counter_bytes     numeric(20, 0) not null,
    price             numeric(78, 0) not null,
    asset             text not null,
    price_from_bytes  numeric(20, 0) not null,
    primary key (network_id, node_id, interface, peer, epoch)
);

-- What the quorum of full nodes agrees on, proven. Hashes and addresses are 0x and lower-case hex.
create table chain_cursor (
    chain_id     bigint primary key,
    first_height bigint not null,
    height       bigint not null
);
create table block (
    chain_id   bigint not null,
    height     bigint not null,
    block_hash text not null,
    supporters text not null,
    primary key (chain_id, height)
);
create table chain_transaction (
    chain_id bigint not null,
    tx_hash  text not null,
    height   bigint not null,
    finding  text not null,
    primary key (chain_id, tx_hash)
);
create index chain_transaction_height on chain_transaction (chain_id, height);
create table payment (
    chain_id   bigint not null,
    tx_hash    text not null,
    log_index  integer not null check (log_index >= -1),
    network_id text not null,
    payer      text not null,
    payee      text not null,
    asset      text not null,
    amount     numeric(78, 0) not null,
    height     bigint not null,
    block_hash text not null,
    primary key (chain_id, tx_hash, log_index)
);
create index payment_height on payment (chain_id, height);

-- One row per payment for ever: whoever claims it and however often, it is credited once. A reorganisation takes the credit
-- back; if the payment returns, the next generation credits it again.
create table credit (
    chain_id   bigint not null,
    tx_hash    text not null,
    log_index  integer not null,
    network_id text not null,
    account    text not null,
    asset      text not null,
    amount     numeric(78, 0) not null,
    generation integer not null,
    standing   boolean not null,
    primary key (chain_id, tx_hash, log_index)
);

create table claim (
    claim_id       text primary key,
    network_id     text not null,
    node_id        text not null,
    chain_id       bigint not null,
    tx_hash        text not null,
    state          text not null,
    reason         text,
    made_at_height bigint not null,
    revision       integer not null,
    made_at        timestamptz not null default now(),
    unique (node_id, chain_id, tx_hash)
);
create index claim_network on claim (network_id, claim_id);
create index claim_transaction on claim (chain_id, tx_hash);
create index claim_open on claim (chain_id, made_at_height) where state in ('PENDING', 'REVERSED');

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
