package io.meshplane.payment.domain.notice;

import io.meshplane.contracts.id.NetworkId;
import java.time.Instant;
import java.util.Arrays;

/**
 * Something that became of a payment or a claim, to be told to others of its network.
 *
 * @param node the claimant; empty if it is about no claim
 * @param paymentKey chain id ':' transaction hash: notices of one key are told in their order
 * @param body JSON, the same for everybody and for ever
 */
public record Notice(NetworkId network, String node, String paymentKey, Kind kind, String body) {

    /** What it is about. */
    public enum Kind {
        /** A claim has another verdict. */
        VERDICT_CHANGED("verdict.changed"),
        /** A payment is credited, claimed or not. */
        PAYMENT_CREDITED("payment.credited"),
        /** The chain took a credited payment back. */
        PAYMENT_REVERSED("payment.reversed");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        /** @throws IllegalArgumentException if nothing is called so */
        public static Kind ofWire(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no notice is called " + name));
        }
    }

    /** A notice as it is kept; the numbers of later ones are higher. */
    public record Numbered(long seq, Notice notice, Instant at) {
        /** The same at every delivery of it, to whomever and however often. */
        public String webhookId() {
            return "notice-" + seq;
        }
    }
}
