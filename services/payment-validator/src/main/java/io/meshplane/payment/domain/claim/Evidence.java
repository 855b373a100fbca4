package io.meshplane.payment.domain.claim;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.Finality;
import java.util.List;

/**
 * The agreed block that holds a transaction.
 *
 * @param supporters names of the full nodes that agreed on it
 * @param finality what was asked of the transaction when its proof was seen
 */
public record Evidence(long height, Hash32 blockHash, List<String> supporters, Finality finality) {
    public Evidence {
        supporters = List.copyOf(supporters);
    }
}
