-- Counters of both ends of every direction of a link, and what is billed of them. Counters are unsigned 64 bit, sums may be larger.
create table usage_direction (
    network_id    text not null,
    seller        text not null,
    buyer         text not null, -- empty: the seller does not know who is at the other end
    free_bytes    numeric not null,
    restarts      bigint not null,
    falls         bigint not null,
    mark_seller   numeric not null,
    mark_buyer    numeric not null,
    mark_attested numeric not null,
    mark_restarts bigint not null,
    mark_falls    bigint not null,
    marked_at     timestamptz not null,
    open_cause    text,
    primary key (network_id, seller, buyer)
);
create table usage_run (
    network_id        text not null,
    seller            text not null,
    buyer             text not null,
    counting_end      text not null check (counting_end in ('SELLER', 'BUYER')),
    interface         text not null,
    destination_class text not null,
    epoch             numeric(20, 0) not null,
    bits              smallint not null check (bits in (32, 64)),
    folded_bytes      numeric not null,
    readings          text not null, -- ordinal:counter, by space
    baseline          numeric not null,
    versions          text not null, -- byte:version, by space
    primary key (network_id, seller, buyer, counting_end, interface, destination_class, epoch)
);
create table tariff (
    network_id        text not null,
    seller            text not null,
    interface         text not null,
    destination_class text not null,
    version           bigint not null check (version > 0),
    price             numeric(78, 0) not null,
    asset             text not null,
    cap               numeric(78, 0),
    primary key (network_id, seller, interface, destination_class, version)
);
create table usage_lot (
    network_id        text not null,
    seller            text not null,
    buyer             text not null,
    interface         text not null,
    destination_class text not null,
    version           bigint not null,
    seller_bytes      numeric not null check (seller_bytes >= 0),
    buyer_bytes       numeric not null check (buyer_bytes >= 0),
    -- as posted; null as long as nothing is
    billed_bytes      numeric,
    price             numeric(78, 0),
    asset             text,
    gross             numeric(78, 0),
    over_cap          numeric(78, 0),
    free              numeric(78, 0),
    primary key (network_id, seller, buyer, interface, destination_class, version)
);
create table divergence (
    divergence_id  bigint generated always as identity primary key,
    network_id     text not null,
    seller         text not null,
    buyer          text not null,
    cause          text not null,
    seller_bytes   numeric not null,
    buyer_bytes    numeric not null,
    attested_bytes numeric not null,
    period_from    timestamptz not null,
    period_to      timestamptz not null,
    closed_at      timestamptz
);
create index divergence_network on divergence (network_id, divergence_id);
create index divergence_open on divergence (network_id, seller, buyer) where closed_at is null;

-- what was billed by the seller's word alone stays as it is: of these runs only what comes after it counts
insert into usage_run
select network_id, node_id, peer, 'SELLER', interface, '', epoch, 64, -1, '0:' || counter_bytes, counter_bytes, ''
from meter where peer <> node_id;
drop table meter;

alter table transfer drop constraint transfer_code_check;
alter table transfer add constraint transfer_code_check
    check (code in ('USAGE', 'PAYMENT', 'REVERSAL', 'CAP', 'ALLOWANCE', 'CORRECTION', 'ADJUSTMENT', 'COMMUNITY'));
