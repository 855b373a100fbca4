package io.meshplane.simulation.payment;

import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Transfer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The log between the validator and whoever reads its ledger: records come at least once, and not in order. The reader takes each
 * transfer once, by its id.
 */
final class SimLog {
    private final Flaw flaw;
    private final Random random;
    private final List<Transfer> records = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<Account, Integer> balances = new HashMap<>();

    SimLog(Flaw flaw, Random random) {
        this.flaw = flaw;
        this.random = random;
    }

    /** Publishes what waits; a crash may come between that and its being forgotten, so it is published again. */
    void publish(List<Transfer> outbox, boolean crashes) {
        records.addAll(outbox);
        if (!crashes) outbox.clear();
    }

    /** Delivers some records in any order, some of them twice. */
    void deliver(boolean all) {
        List<Transfer> waiting = new ArrayList<>(records);
        records.clear();
        Collections.shuffle(waiting, random);
        for (Transfer each : waiting) {
            if (!all && random.nextInt(4) == 0) records.add(each);
            else take(each);
            if (!all && random.nextInt(8) == 0) records.add(each);
        }
    }

    private void take(Transfer transfer) {
        if (!taken.add(transfer.id()) && flaw != Flaw.DUPLICATES_COUNTED) return;
        balances.merge(transfer.credit(), 1, Integer::sum);
        balances.merge(transfer.debit(), -1, Integer::sum);
    }

    /** As the reader sees it, in units of one payment. */
    int balance(Account account) {
        return balances.getOrDefault(account, 0);
    }
}
