package io.meshplane.sentinel.domain;

/** What is known of a member. UNKNOWN is neither of the others: it takes nobody out of DNS and puts nobody in. */
public enum Health {
    UNKNOWN,
    UP,
    DOWN
}
