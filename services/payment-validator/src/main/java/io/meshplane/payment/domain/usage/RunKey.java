package io.meshplane.payment.domain.usage;

/**
 * Names a run of a counter among those of a direction.
 *
 * @param interfaceName of the end that counts, as in Linux, 1 to 15 characters
 * @param destinationClass what the traffic is for, up to 15 characters; empty = whatever
 * @param epoch unsigned 64 bit; changes whenever the counter restarts from zero
 */
public record RunKey(End end, String interfaceName, String destinationClass, long epoch) {
    static final int NAME_CHARS_MAX = 15;

    public RunKey {
        if (interfaceName.isEmpty() || interfaceName.length() > NAME_CHARS_MAX) {
            throw new IllegalArgumentException("an interface name has 1 to 15 characters");
        }
        if (destinationClass.length() > NAME_CHARS_MAX) {
            throw new IllegalArgumentException("a destination class has up to 15 characters");
        }
    }
}
