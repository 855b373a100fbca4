package io.meshplane.payment;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Proof.ProvenTransaction;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Transaction;
import io.meshplane.payment.adapter.chain.Answer;
import io.meshplane.payment.adapter.chain.BlockBody;
import io.meshplane.payment.domain.chain.BlockContent;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads bodies where none can be proven: all supporters are asked at once, and what a quorum of them tells alike counts. */
final class BodyPoll {
    private record Told(FullNode node, Optional<BlockContent> content) {}

    /** @return empty if no quorum told the same in time */
    static Optional<BlockContent> read(
            Hash32 hash, Collection<FullNode> supporters, Map<FullNode, ChainWatch> watches, QuorumPolicy policy)
            throws InterruptedException {
        BlockingQueue<Told> told = new LinkedBlockingQueue<>();
        List<Thread> inFlight = new ArrayList<>();
        Map<BlockContent, Set<FullNode>> camps = new HashMap<>();
        try {
            for (FullNode node : supporters) inFlight.add(ask(node, hash, watches, told));
            for (int i = 0; i < inFlight.size(); i++) {
                Told next = told.take();
                if (next.content().isEmpty()) continue;
                BlockContent content = next.content().get();
                Set<FullNode> camp = camps.computeIfAbsent(content, _ -> new HashSet<>());
                camp.add(next.node());
                if (policy.isMetBy(camp)) return Optional.of(content);
            }
            return Optional.empty();
        } finally {
            inFlight.forEach(Thread::interrupt);
        }
    }

    private static Thread ask(FullNode node, Hash32 hash, Map<FullNode, ChainWatch> watches, BlockingQueue<Told> told) {
        ChainWatch watch = Objects.requireNonNull(watches.get(node));
        return Thread.ofVirtual().name("body-" + node).start(() -> {
            Answer<BlockBody> answer = watch.cell().ask(() -> watch.client().body(hash));
            Optional<BlockContent> content = answer instanceof Answer.Told<BlockBody>(BlockBody body)
                    ? content(body).filter(each -> each.hash().equals(hash))
                    : Optional.empty();
            told.add(new Told(node, content));
        });
    }

    private static Optional<BlockContent> content(BlockBody body) {
        if (body.transactions().size() != body.receipts().size()) return Optional.empty();
        List<ProvenTransaction> transactions = new ArrayList<>();
        int logIndex = 0;
        for (int i = 0; i < body.transactions().size(); i++) {
            Bytes raw = body.transactions().get(i);
            Receipt receipt = body.receipts().get(i);
            try {
                transactions.add(
                        new ProvenTransaction(Transaction.decode(raw), Keccak256.hash(raw), receipt, i, logIndex));
            } catch (MalformedChainDataException e) {
                return Optional.empty();
            }
            logIndex += receipt.logs().size();
        }
        return Optional.of(new BlockContent(body.link().height(), body.link().hash(), Optional.empty(), transactions));
    }

    private BodyPoll() {}
}
