-- The balances that a batch moves, locked in one order: so entries of an account get their numbers in the order of commit.
with named as (
    select distinct network, account, asset
    from jsonb_to_recordset(cast(cast(:transfers as text) as jsonb)) as t(network text, debit text, credit text, asset text),
        lateral (values (debit), (credit)) as side(account)
    order by network, account, asset
), opened as (
    insert into account(network_id, account, asset, debits, credits, entries)
    select network, account, asset, 0, 0, 0 from named
    on conflict (network_id, account, asset) do update set entries = account.entries
    returning 1
)
select count(*) from opened
