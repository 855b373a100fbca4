-- The account of the address that was paid: of the network's wallet, or of its community's address.
alter table credit add column counterpart text not null default 'treasury' check (counterpart in ('treasury', 'community'));
alter table credit alter column counterpart drop default;
