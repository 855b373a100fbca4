-- whose a WireGuard interface is, by its public key: 32 bytes in base64
create table wireguard_key (
    public_key text primary key check (public_key ~ '^[A-Za-z0-9+/]{43}=$'),
    node_id    text not null references node,
    claimed_at timestamptz not null
);
create index wireguard_key_node on wireguard_key (node_id);

-- the key pair that nodes prove theirs to; one for all instances
create table registrar (
    only_one    boolean primary key default true check (only_one),
    private_key bytea not null check (length(private_key) = 32),
    public_key  bytea not null check (length(public_key) = 32)
);
