-- The stage of every node's debt; a revision is one crossing of a threshold.
create table debt (
    network_id text not null,
    node_id    text not null,
    asset      text not null,
    stage      text not null check (stage in ('CLEAR', 'PAY', 'WARN', 'ENFORCE')),
    revision   bigint not null,
    primary key (network_id, node_id, asset)
);
-- What the running audit found of each network's books.
create table ledger_audit (
    network_id text primary key,
    sound      boolean not null,
    revision   bigint not null
);
