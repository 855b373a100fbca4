-- A batch of transfers: those that lie in the books already change nothing. Balances move, and every 1000th entry of an account
-- leaves a mark, from which a statement begins.
with wanted as (
    select * from jsonb_to_recordset(cast(cast(:transfers as text) as jsonb)) as t(
        id text, network text, debit text, credit text, amount numeric, asset text, code text, cause text)
), posted as (
    insert into transfer(transfer_id, network_id, debit_account, credit_account, amount, asset, code, cause_id)
    select id, network, debit, credit, amount, asset, code, cause from wanted
    on conflict (transfer_id) do nothing
    returning transfer_id, seq, network_id, debit_account, credit_account, amount, asset, posted_at
), moved as (
    select network_id, account, asset, sum(debit) as debits, sum(credit) as credits, count(*) as entries,
        max(seq) as seq, max(posted_at) as posted_at
    from (
        select network_id, debit_account as account, asset, amount as debit, 0 as credit, seq, posted_at from posted
        union all select network_id, credit_account, asset, 0, amount, seq, posted_at from posted) as entry
    group by network_id, account, asset
), kept as (
    update account set debits = account.debits + moved.debits, credits = account.credits + moved.credits,
        entries = account.entries + moved.entries
    from moved
    where account.network_id = moved.network_id and account.account = moved.account and account.asset = moved.asset
    returning account.network_id, account.account, account.asset, account.debits, account.credits, account.entries,
        moved.entries as added, moved.seq, moved.posted_at
), marked as (
    insert into balance_mark(network_id, account, asset, seq, debits, credits, posted_at)
    select network_id, account, asset, seq, debits, credits, posted_at from kept
    where entries / 1000 <> (entries - added) / 1000
)
select transfer_id from posted
