package io.meshplane.registry.domain;

/** What a node is to its network. */
public enum Role {
    CLIENT,
    RELAY,
    GATEWAY
}
