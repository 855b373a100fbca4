package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One node's faults, and the chain that it shows with them. Guarded by the driver's lock. */
final class DevNode {
    private final int index;
    private final Map<Class<? extends Fault>, Fault> faults = new LinkedHashMap<>();
    private CompletableFuture<Void> hangReleased = new CompletableFuture<>();
    private @Nullable ChainHistory fork;
    private @Nullable Transaction forkPayment;
    private long frozenHeight;

    DevNode(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    void set(Fault fault, ChainHistory canonical) throws RpcException {
        clear(fault.getClass());
        switch (fault) {
            case Fault.Fork(Optional<Transaction> payment) -> startFork(payment, canonical);
            case Fault.Syncing syncing -> frozenHeight = canonical.height();
            case Fault.Hang hang -> hangReleased = new CompletableFuture<>();
            case Fault.Lag lag -> {}
            case Fault.Lie lie -> {}
            case Fault.WrongChainId wrongChainId -> {}
            case Fault.HttpError error -> {}
            case Fault.Slow slow -> {}
        }
        faults.put(fault.getClass(), fault);
    }

    private void startFork(Optional<Transaction> payment, ChainHistory canonical) throws RpcException {
        if (payment.isPresent()) {
            Transaction transaction = payment.get();
            Optional<Address> sender = transaction.sender();
            boolean applies = transaction.type() <= 2
                    && transaction.receiver().isPresent()
                    && sender.isPresent()
                    && canonical.nextBlock().add(transaction, sender.get()) == Execution.Fit.FITS;
            if (!applies) {
                throw RpcException.invalidParams("payment cannot stand in the next block: check nonce, funds and fee");
            }
        }
        fork = canonical.branch();
        forkPayment = payment.orElse(null);
    }

    void clear() {
        List.copyOf(faults.keySet()).forEach(this::clear);
    }

    void clear(Class<? extends Fault> kind) {
        Fault gone = faults.remove(kind);
        if (gone instanceof Fault.Fork) {
            fork = null;
            forkPayment = null;
        }
        if (gone instanceof Fault.Hang) {
            hangReleased.complete(null);
        }
    }

    List<Fault> faults() {
        return List.copyOf(faults.values());
    }

    <F extends Fault> Optional<F> fault(Class<F> kind) {
        return Optional.ofNullable(faults.get(kind)).map(kind::cast);
    }

    /** Completes when the hang ends. */
    CompletableFuture<Void> hangReleased() {
        return hangReleased;
    }

    ChainView view(ChainHistory canonical) {
        ChainHistory history = fork == null ? canonical : fork;
        long height = history.height();
        if (faults.containsKey(Fault.Syncing.class)) {
            height = Math.min(height, frozenHeight);
        }
        return new ChainView(
                history, height - fault(Fault.Lag.class).map(Fault.Lag::blocks).orElse(0));
    }

    /** Grows the fork, if there is one, by a block with the canonical transactions that still apply on it. */
    void mineFork(long timestampSeconds, List<SealedBlock.Included> canonical) {
        if (fork == null) {
            return;
        }
        BlockBuilder block = fork.nextBlock();
        Transaction payment = forkPayment;
        if (payment != null) {
            payment.sender().ifPresent(sender -> block.add(payment, sender));
            forkPayment = null;
        }
        canonical.forEach(each -> block.add(each.transaction(), each.sender()));
        String note = "meshplane fork " + index;
        long time = Math.max(timestampSeconds, fork.head().header().timestampSeconds() + 1);
        fork.append(block.seal(time, Bytes.of(note.getBytes(StandardCharsets.US_ASCII))));
    }
}
