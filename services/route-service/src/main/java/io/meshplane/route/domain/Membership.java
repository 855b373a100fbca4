package io.meshplane.route.domain;

/**
 * What a network knows of an enrolled node.
 *
 * @param name what people call it
 */
public record Membership(Role role, String name) {
    /** What a node is there for; every one forwards, whatever its role. */
    public enum Role {
        CLIENT,
        RELAY,
        /** Reaches the internet by itself. */
        GATEWAY
    }

    public boolean isGateway() {
        return role == Role.GATEWAY;
    }
}
