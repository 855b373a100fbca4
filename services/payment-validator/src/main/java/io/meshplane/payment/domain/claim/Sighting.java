package io.meshplane.payment.domain.claim;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import java.util.List;

/**
 * A transaction in an agreed and proven block, with the payments in it.
 *
 * @param finality what was asked of it when its proof was seen
 */
public record Sighting(long height, Finding finding, List<Payment> payments, Finality finality) {
    public Sighting {
        payments = List.copyOf(payments);
    }

    /** What it pays to one network. */
    public List<Payment> paidTo(NetworkId network) {
        return payments.stream()
                .filter(payment -> payment.network().equals(network))
                .toList();
    }
}
