-- The read side: values of nodes for operators. Fed from uploads.v1 alone; what is lost here is lost for questions, not for bills.

-- How a node reports and the newest value of each of its series (NewestValues). A row is rewritten with every upload: room beside it.
create table node (
    node_no     integer primary key generated always as identity,
    network_id  text not null,
    node_id     text not null,
    version     integer not null default 0,
    newest_ms   bigint not null default 0,
    heard_ms    bigint not null default 0,
    offset_ms   bigint not null default 0,
    interval_ms bigint not null default 60000,
    newest      bytea not null default '',
    unique (network_id, node_id)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

-- labels: name, value, name, value ...
create table series (
    node_no integer not null references node on delete cascade,
    number  integer not null,
    hash    bigint not null,
    name    text not null,
    labels  text[] not null,
    primary key (node_no, number),
    unique (node_no, hash)
);
create index series_name on series (node_no, name);

-- Values of a node within an hour (ChunkWriter). Partitions by day are made and dropped by the service.
create table chunk (
    node_no integer not null,
    from_ms bigint not null,
    to_ms   bigint not null,
    event   uuid not null,
    data    bytea not null,
    primary key (node_no, from_ms, event)
) partition by range (from_ms);
-- it is compressed as it comes
alter table chunk alter column data set storage external;
