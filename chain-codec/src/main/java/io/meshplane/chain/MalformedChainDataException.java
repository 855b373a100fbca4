package io.meshplane.chain;

import java.io.Serial;

/** Bytes or text from outside that are not the canonical form of what they claim to be. The message names the rule broken. */
public final class MalformedChainDataException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String brokenRule;

    public MalformedChainDataException(String brokenRule) {
        super(brokenRule);
        this.brokenRule = brokenRule;
    }

    /** The rule broken, never null. */
    @Override
    public String getMessage() {
        return brokenRule;
    }
}
