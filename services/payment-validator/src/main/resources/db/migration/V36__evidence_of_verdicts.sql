-- Evidence of refusals: transactions whose block is to be read again for a proof, and the receipt before theirs (RLP list of trie
-- nodes, root first; null where nobody needs it).
create table proof_wanted (
    chain_id bigint not null,
    tx_hash  text not null,
    height   bigint not null,
    primary key (chain_id, tx_hash)
);
create index proof_wanted_height on proof_wanted (chain_id, height);
alter table inclusion_proof add column receipt_before bytea;
-- what is pruned at every block, however many payments there are
create index chain_transaction_refused on chain_transaction (chain_id, height) where finding <> 'PAYS';

-- Evidence of a credited payment whose block fell, as it was then (docs/evidence.md).
create table fallen_payment (
    chain_id   bigint not null,
    tx_hash    text not null,
    network_id text not null,
    height     bigint not null,
    bundle     text not null,
    primary key (chain_id, tx_hash, network_id)
);
create index fallen_payment_height on fallen_payment (chain_id, height);

-- Evidence that the deadline passed, made when it did.
alter table claim add column expiry_bundle text;
