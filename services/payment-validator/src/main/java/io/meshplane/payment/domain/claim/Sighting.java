package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import java.util.List;

/** A transaction in an agreed and proven block, with the payments in it. */
public record Sighting(long height, Finding finding, List<Payment> payments) {
    public Sighting {
        payments = List.copyOf(payments);
    }
}
