-- Nodes without a vote: they lied, and must give clean proofs first.
create table node_quarantine (
    chain_id     bigint not null,
    node         text not null,
    vendor       text not null,
    since        timestamptz not null,
    what         text not null,
    lies         integer not null,
    clean_proofs integer not null,
    primary key (chain_id, node)
);

-- What operators must be able to look up later (an empty node is the whole chain): lies with their evidence, alarms and their ends. The newest are kept.
create table chain_incident (
    incident_id bigint generated always as identity primary key,
    chain_id    bigint not null,
    happened_at timestamptz not null,
    kind        text not null,
    node        text not null,
    what        text not null,
    evidence    text not null
);
