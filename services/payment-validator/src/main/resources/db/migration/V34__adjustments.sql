-- What operators moved, or want to move, by hand. Rows stay; the transfer of an approved one has its id.
create table adjustment (
    network_id     text not null,
    adjustment_id  text not null,
    debit_account  text not null,
    credit_account text not null,
    amount         numeric(78, 0) not null check (amount > 0),
    asset          text not null,
    reason         text not null check (length(reason) > 0),
    asked_by       text not null,
    asked_at       timestamptz not null default now(),
    approved_by    text,
    approved_at    timestamptz,
    primary key (network_id, adjustment_id)
);
