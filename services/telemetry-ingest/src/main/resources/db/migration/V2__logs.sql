-- Lines of nodes' logs and what their agents noted. Fed from uploads.v1 alone, as the series are.

-- What was added to a node's times to have them in ours, as its clock is plainly wrong; of a row: null = nothing. Less it, every time is as
-- the node said it.
alter table node add column correction_ms bigint not null default 0;
alter table chunk add column correction_ms bigint;

-- The lines of an upload (LogBlock); at_ms: when the node closed it. No data: the node had used up the bytes of its day.
create table log_block (
    node_no       integer not null,
    at_ms         bigint not null,
    event         uuid not null,
    boot          bigint not null,
    sequence      bigint not null,
    lines         integer not null,
    correction_ms bigint,
    data          bytea,
    primary key (node_no, at_ms, event)
) partition by range (at_ms);
-- it is compressed as it comes
alter table log_block alter column data set storage external;

-- Bytes of a node's blocks, by the day of their at_ms: days since 1970 UTC.
create table log_use (
    node_no integer not null,
    day     integer not null,
    bytes   bigint not null,
    primary key (node_no, day)
);

-- Things that happened on a node: flaps of its uplink, what its agent had to drop.
create table notice (
    node_no       integer not null,
    at_ms         bigint not null,
    event         uuid not null,
    number        integer not null,
    lasted_ms     bigint not null,
    kind          text not null,
    text          text not null,
    correction_ms bigint,
    primary key (node_no, at_ms, event, number)
) partition by range (at_ms);
