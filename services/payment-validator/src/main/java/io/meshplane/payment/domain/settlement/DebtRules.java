package io.meshplane.payment.domain.settlement;

import java.math.BigInteger;

/** Tells the stage of a debt. */
public final class DebtRules {

    /**
     * The stage after a balance moved: the highest that begins at this debt, or that holds already and lasts.
     *
     * @param before the stage so far
     * @param balance of the debtor; below zero it owes
     */
    public static DebtStage judge(DebtStage before, BigInteger balance, DebtPolicy policy) {
        BigInteger owed = balance.negate().max(BigInteger.ZERO);
        DebtStage next = DebtStage.CLEAR;
        for (DebtStage stage : DebtStage.values()) {
            boolean holds = stage.compareTo(before) <= 0 ? policy.lasts(stage, owed) : policy.begins(stage, owed);
            if (holds) next = stage;
        }
        return next;
    }

    private DebtRules() {}
}
