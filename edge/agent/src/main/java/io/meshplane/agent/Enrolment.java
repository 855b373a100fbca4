package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.adapter.http.ControlPlane.Answer;
import io.meshplane.agent.adapter.http.ControlPlane.Application;
import io.meshplane.agent.domain.AnswerRules;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the node known to the registry: asks until it is taken or refused for good. Runs on the agent's context. */
final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

    /** The registry will not take this node. */
    static final class RefusedForGood extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedForGood(String message) {
            super(message);
        }
    }

    private final Vertx vertx;
    private final NodeSettings settings;
    private final ControlPlane controlPlane;
    private final InstantSource clock;
    private final NodeKey key;
    private final NodeId keyId;
    private final Promise<NodeFiles.Enrolment> done = Promise.promise();
    private BackOff backOff;
    private String lastError = "";

    Enrolment(Vertx vertx, NodeSettings settings, ControlPlane controlPlane, InstantSource clock, NodeKey key) {
        this.vertx = vertx;
        this.settings = settings;
        this.controlPlane = controlPlane;
        this.clock = clock;
        this.key = key;
        this.keyId = NodeId.ofPublicKey(key.publicKey());
        this.backOff = settings.backOff();
    }

    /** Asks now and again; fails with {@link RefusedForGood} only. */
    Future<NodeFiles.Enrolment> run() {
        ask();
        return done.future();
    }

    /** What the last attempt ran into; empty while nothing went wrong. */
    String lastError() {
        return lastError;
    }

    private void ask() {
        String token = settings.enrolmentToken();
        if (token == null) {
            done.fail(new RefusedForGood("this node is not enrolled and was given no enrolment token"));
            return;
        }
        if (settings.paymentAddress() != null && settings.paymentSignature() == null) {
            done.fail(new RefusedForGood(
                    "this node has a payment address without the wallet's signature: see wallet-text"));
            return;
        }
        Application application =
                new Application(token, settings.name(), settings.paymentAddress(), settings.paymentSignature());
        controlPlane
                .enrol(key, keyId, application)
                .onSuccess(this::answered)
                .onFailure(cause -> later("no answer: " + cause.getMessage(), Duration.ZERO));
    }

    private void answered(Answer answer) {
        switch (AnswerRules.ofEnrolment(answer.status(), answer.isProblem())) {
            case DONE -> taken(answer);
            case NEVER ->
                done.fail(new RefusedForGood(
                        "the registry refuses this node: " + answer.status() + " " + answer.detail()));
            case LATER ->
                later(
                        answer.status() + " " + answer.detail(),
                        AnswerRules.retryAfter(answer.retryAfter(), clock.instant()));
        }
    }

    private void taken(Answer answer) {
        NodeFiles.Enrolment enrolment;
        try {
            var json = answer.body().toJsonObject();
            enrolment = new NodeFiles.Enrolment(
                    new NodeId(json.getString("nodeId", "")),
                    new NetworkId(json.getString("networkId", "")).value(),
                    json.getString("role", ""));
            if (!enrolment.nodeId().equals(keyId)) throw new IllegalArgumentException("another node's");
        } catch (RuntimeException e) { // not what a registry answers: a captive portal, perhaps
            later(answer.status() + " not the registry's answer", Duration.ZERO);
            return;
        }
        lastError = "";
        done.complete(enrolment);
    }

    private void later(String error, Duration asked) {
        lastError = error;
        backOff = backOff.failed();
        Duration wait = backOff.delay(ThreadLocalRandom.current().nextDouble(), asked);
        LOG.warn("enrolment waits error={} retryMs={}", error, wait.toMillis());
        vertx.setTimer(Math.max(1, wait.toMillis()), _ -> ask());
    }
}
