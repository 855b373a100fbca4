package io.meshplane.payment.domain.claim;

import io.meshplane.chain.Hash32;
import java.util.List;

/** The agreed block that holds a transaction, and the names of the full nodes that agreed on it. */
public record Evidence(long height, Hash32 blockHash, List<String> supporters) {
    public Evidence {
        supporters = List.copyOf(supporters);
    }
}
