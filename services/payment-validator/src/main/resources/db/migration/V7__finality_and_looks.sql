-- What is asked of a transaction (a number of blocks on top, or 'finalized') is decided when its proof is seen. Those up to
-- credited_height counted at the depth of before; blocks above it are indexed again, and decided anew.
delete from payment p using chain_cursor c where p.chain_id = c.chain_id and p.height > c.credited_height;
delete from inclusion_proof p using chain_cursor c where p.chain_id = c.chain_id and p.height > c.credited_height;
delete from chain_transaction t using chain_cursor c where t.chain_id = c.chain_id and t.height > c.credited_height;
delete from block b using chain_cursor c where b.chain_id = c.chain_id and b.height > c.credited_height;
update chain_cursor set height = greatest(first_height - 1, least(height, credited_height));
alter table chain_cursor drop column credited_height;
alter table chain_transaction add column finality text not null default '4';
alter table chain_transaction alter column finality drop default;

-- From when on it is worth looking at a claim, or at a payment without credit: when the index has this height, or when a quorum
-- calls this height final; null = not before something happens to its transaction.
alter table claim add column look_at_head bigint, add column look_at_final bigint;
update claim set look_at_head = 0 where state in ('PENDING', 'REVERSED') or reason = 'EXPIRED';
alter table claim alter column look_at_head set default 0;
create index claim_look_at_head on claim (chain_id, look_at_head) where look_at_head is not null;
create index claim_look_at_final on claim (chain_id, look_at_final) where look_at_final is not null;
drop index claim_open;
drop index claim_expired;

alter table payment add column look_at_head bigint, add column look_at_final bigint;
create index payment_look_at_head on payment (chain_id, look_at_head) where look_at_head is not null;
create index payment_look_at_final on payment (chain_id, look_at_final) where look_at_final is not null;
