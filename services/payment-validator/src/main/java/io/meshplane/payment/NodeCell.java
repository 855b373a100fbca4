package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.adapter.chain.Answer;
import io.meshplane.payment.domain.chain.HeaderWindow;
import io.meshplane.payment.domain.chain.HealthPolicy;
import io.meshplane.payment.domain.chain.HealthRules;
import io.meshplane.payment.domain.chain.NodeEvent;
import io.meshplane.payment.domain.chain.NodeHealth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What is known of one full node, changed by whoever talks to it. */
final class NodeCell {
    private final AtomicReference<NodeView> now;
    private final InstantSource clock;
    private volatile HealthPolicy policy;

    /**
     * What is known of a full node at one moment.
     *
     * @param window what it shows of the chain
     * @param misfit the last header of it that did not hash, for evidence; empty if there was none
     */
    record NodeView(NodeHealth health, HeaderWindow window, String misfit) {}

    NodeCell(NodeHealth before, HealthPolicy policy, InstantSource clock) {
        this.now = new AtomicReference<>(new NodeView(before, HeaderWindow.startingAt(0), ""));
        this.policy = policy;
        this.clock = clock;
    }

    NodeView get() {
        return now.get();
    }

    Instant instant() {
        return clock.instant();
    }

    HealthPolicy policy() {
        return policy;
    }

    void policy(HealthPolicy other) {
        policy = other;
    }

    void note(NodeEvent event) {
        now.updateAndGet(
                view -> new NodeView(HealthRules.after(view.health(), event, policy), view.window(), view.misfit()));
    }

    /** Asks the node, and notes how it answers. */
    <T> Answer<T> ask(Supplier<Answer<T>> question) {
        Instant askedAt = clock.instant();
        note(new NodeEvent.Asked(askedAt));
        Answer<T> answer = question.get();
        ended(answer, askedAt);
        return answer;
    }

    private void ended(Answer<?> answer, Instant askedAt) {
        Instant at = clock.instant();
        switch (answer) {
            case Answer.Told<?> ignored -> note(new NodeEvent.Told(askedAt, at));
            case Answer.Absent<?> ignored ->
                note(new NodeEvent.Told(askedAt, at)); // "not found" is no failure, and no answer
            case Answer.TimedOut<?> ignored -> note(new NodeEvent.TimedOut(askedAt, at));
            case Answer.Refused<?>(String why, var retryAfter) ->
                note(new NodeEvent.Failed(askedAt, at, why, retryAfter));
            case Answer.Garbled<?>(String why) -> note(new NodeEvent.Garbled(askedAt, at, why));
            case Answer.Unsupported<?> ignored -> note(new NodeEvent.Told(askedAt, at));
            case Answer.Dropped<?> ignored -> note(new NodeEvent.Dropped(askedAt, at));
            case Answer.Misfit<?>(long height, String why, String evidence) -> {
                note(new NodeEvent.Misfit(askedAt, at, height, why));
                now.updateAndGet(view -> new NodeView(view.health(), view.window(), evidence));
            }
        }
    }

    void identified(long chainId, Hash32 genesis) {
        note(new NodeEvent.Identified(clock.instant(), chainId, genesis));
    }

    /** It shows this of the chain. */
    void shows(HeaderWindow window) {
        now.updateAndGet(view -> new NodeView(view.health(), window, view.misfit()));
    }
}
