-- nobody can judge them: claims on a chain that is not followed are not kept any more
delete from claim where reason = 'WRONG_CHAIN';

create index claim_waiting on claim (node_id, chain_id) where state in ('PENDING', 'REVERSED');
create index claim_refused on claim (node_id, made_at) where state = 'INVALID';
