-- The books in 16 parts by the hash of what makes a transfer one: each index stays small, and posting twice is still refused.
alter table transfer rename to transfer_before;
alter index transfer_pkey rename to transfer_before_pkey;
alter index transfer_debit rename to transfer_before_debit;
alter index transfer_credit rename to transfer_before_credit;
create sequence transfer_number;
create table transfer (
    transfer_id    text primary key,
    seq            bigint not null default nextval('transfer_number'),
    network_id     text not null,
    debit_account  text not null,
    credit_account text not null,
    amount         numeric(78, 0) not null check (
        amount > 0 and amount < 115792089237316195423570985008687907853269984665640564039457584007913129639936),
    asset          text not null,
    code           text not null check (code in (
        'USAGE', 'PAYMENT', 'REVERSAL', 'CAP', 'ALLOWANCE', 'CORRECTION', 'ADJUSTMENT', 'COMMUNITY')),
    cause_id       text not null,
    posted_at      timestamptz not null default clock_timestamp(), -- with seq taken under the locks of both balances
    check (debit_account <> credit_account)
) partition by hash (transfer_id);
do $$
begin
    for part in 0..15 loop
        execute format('create table transfer_%s partition of transfer for values with (modulus 16, remainder %s)', part, part);
    end loop;
end $$;
create index transfer_debit on transfer (network_id, debit_account, seq);
create index transfer_credit on transfer (network_id, credit_account, seq);
insert into transfer(transfer_id, seq, network_id, debit_account, credit_account, amount, asset, code, cause_id, posted_at)
select transfer_id, seq, network_id, debit_account, credit_account, amount, asset, code, cause_id, posted_at
from transfer_before;
select setval('transfer_number', (select coalesce(max(seq), 0) + 1 from transfer), false);
drop table transfer_before;
create trigger transfer_append_only before update or delete or truncate on transfer
    for each statement execute function refuse_change();
do $$
begin
    for part in 0..15 loop
        execute format('create trigger transfer_append_only before update or delete or truncate on transfer_%s '
            'for each statement execute function refuse_change()', part);
    end loop;
end $$;

alter table account add column entries bigint not null default 0;
update account set entries = (
    select count(*) from transfer
    where transfer.network_id = account.network_id and transfer.asset = account.asset
        and (transfer.debit_account = account.account or transfer.credit_account = account.account));

-- Where an account stood after every thousandth entry or so.
create table balance_mark (
    network_id text not null,
    account    text not null,
    asset      text not null,
    seq        bigint not null,
    debits     numeric not null,
    credits    numeric not null,
    posted_at  timestamptz not null,
    primary key (network_id, account, asset, seq)
);
