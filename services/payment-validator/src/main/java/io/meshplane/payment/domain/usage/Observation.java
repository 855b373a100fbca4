package io.meshplane.payment.domain.usage;

/**
 * One sample in its place.
 *
 * @param sellerInterface over which the seller sends; empty if the end that tells does not know
 */
public record Observation(Direction direction, RunKey run, String sellerInterface, Sample sample) {
    public Observation {
        if (sellerInterface.length() > RunKey.NAME_CHARS_MAX) {
            throw new IllegalArgumentException("an interface name has up to 15 characters");
        }
    }
}
