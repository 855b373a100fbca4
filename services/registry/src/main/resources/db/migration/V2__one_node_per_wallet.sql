-- a payment says only which wallet sent it: a wallet of two nodes could credit neither
create unique index node_wallet on node (payment_address) where not revoked;
