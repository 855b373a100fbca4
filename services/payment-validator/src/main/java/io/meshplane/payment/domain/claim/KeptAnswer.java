package io.meshplane.payment.domain.claim;

/**
 * What a claim with an Idempotency-Key was answered.
 *
 * @param fingerprint of the request: SHA-256 of its body in hex
 * @param made whether the claim was new then
 * @param claimId of the claim
 * @param state that it had then
 */
public record KeptAnswer(String fingerprint, boolean made, String claimId, ClaimState state) {}
