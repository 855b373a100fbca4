package io.meshplane.payment;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.BlockProof;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Proof;
import io.meshplane.payment.adapter.chain.Answer;
import io.meshplane.payment.adapter.chain.BlockBody;
import io.meshplane.payment.domain.chain.BlockContent;
import io.meshplane.payment.domain.chain.BodyRace;
import io.meshplane.payment.domain.chain.BodyRace.Sent;
import io.meshplane.payment.domain.chain.BodyRace.Turn;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.HedgeBudget;
import io.meshplane.payment.domain.chain.HedgeRules;
import io.meshplane.payment.domain.chain.Latencies;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads proven bodies, hedged: runs {@link BodyRace} with a virtual thread per request, and interrupts the losers. One read at a
 * time.
 */
final class BodyReader {
    private HedgeBudget budget = HedgeBudget.AT_START;
    private volatile Latencies latencies = Latencies.NONE;
    private final AtomicLong hedges = new AtomicLong();

    /**
     * What came of a race.
     *
     * @param content of the block, if anybody had it
     * @param evidence what each node sent that does not fit
     */
    record Outcome(BodyRace race, Optional<BlockContent> content, Map<FullNode, String> evidence) {}

    /** What one node sent, judged. */
    record Judged(Sent sent, Optional<BlockContent> content, String evidence) {}

    private record Ended(FullNode node, Judged judged) {}

    /** How long reads took lately. */
    Latencies latencies() {
        return latencies;
    }

    /** Requests that were made beside another one, since this service started. */
    long hedges() {
        return hedges.get();
    }

    /** @param order the nodes that have the block, the best first */
    Outcome read(Hash32 hash, List<FullNode> order, Map<FullNode, ChainWatch> watches, ChainSetup setup)
            throws InterruptedException {
        Duration delay = HedgeRules.delay(latencies, setup.hedgeAfterLeast(), setup.hedgeAfterMost());
        BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        Map<FullNode, Thread> inFlight = new HashMap<>();
        Map<FullNode, String> evidence = new HashMap<>();
        Optional<BlockContent> content = Optional.empty();
        long begun = System.nanoTime();
        Turn turn = BodyRace.start(order, budget);
        try {
            while (true) {
                turn.ask().ifPresent(node -> inFlight.put(node, ask(node, hash, watches, ended)));
                if (turn.race().isOver()) break;
                Ended next = ended.poll(delay.toNanos(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    turn = turn.race().hedge(turn.budget());
                    if (turn.ask().isPresent()) hedges.incrementAndGet();
                } else {
                    turn = turn.race().ended(next.node(), next.judged().sent(), turn.budget());
                    if (!next.judged().evidence().isEmpty())
                        evidence.put(next.node(), next.judged().evidence());
                    content = next.judged().content();
                }
            }
        } finally {
            budget = turn.budget();
            inFlight.values().forEach(Thread::interrupt);
        }
        if (content.isPresent()) latencies = latencies.with((System.nanoTime() - begun) / 1_000);
        return new Outcome(turn.race(), content, evidence);
    }

    private static Thread ask(
            FullNode node, Hash32 hash, Map<FullNode, ChainWatch> watches, BlockingQueue<Ended> ended) {
        ChainWatch watch = Objects.requireNonNull(watches.get(node));
        return Thread.ofVirtual()
                .name("body-" + node)
                .start(() -> ended.add(new Ended(
                        node, judge(watch.cell().ask(() -> watch.client().body(hash)), hash))));
    }

    /** What an answer proves. */
    static Judged judge(Answer<BlockBody> answer, Hash32 hash) {
        return switch (answer) {
            case Answer.Told<BlockBody>(BlockBody body) -> prove(body, hash);
            case Answer.Unsupported<BlockBody>(String what) ->
                new Judged(new Sent.Unknown(what), Optional.empty(), what);
            case Answer.Absent<BlockBody> _,
                    Answer.TimedOut<BlockBody> _,
                    Answer.Refused<BlockBody> _,
                    Answer.Garbled<BlockBody> _,
                    Answer.Misfit<BlockBody> _,
                    Answer.Dropped<BlockBody> _ -> new Judged(new Sent.Nothing(), Optional.empty(), "");
        };
    }

    private static Judged prove(BlockBody body, Hash32 hash) {
        BlockHeader header = body.header().orElseThrow();
        return switch (BlockProof.prove(header, body.transactions(), body.receipts(), hash)) {
            case Proof.Proven proven -> new Judged(new Sent.Proven(), Optional.of(BlockContent.of(proven)), "");
            case Proof.Refuted(Proof.Flaw flaw) ->
                new Judged(new Sent.Refuted(flaw.name()), Optional.empty(), body.evidence());
            case Proof.Unsupported(Proof.Gap gap) ->
                new Judged(new Sent.Unknown(gap.name()), Optional.empty(), body.evidence());
        };
    }
}
