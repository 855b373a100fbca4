package io.meshplane.agent.domain.steering;

import org.jspecify.annotations.Nullable;

/** What to do next, so that babeld goes by what is wanted. */
public sealed interface Step {
    /**
     * Nothing, for now.
     *
     * @param inForce whether all that is wanted holds, as far as babeld shows it
     */
    record Rest(boolean inForce) implements Step {}

    /** Tell Althea's babeld the node's fee, in wei per byte. */
    record SetFee(long fee) implements Step {}

    /**
     * Give an interface another cost. babeld takes the parameters of an interface when it is added and at no other time (1.12: it
     * answers {@code ok} to others and ignores them), so the interface is flushed and added: its links are down for some Hellos.
     *
     * @param rxcost null = the router's own
     */
    record Recost(String interfaceName, @Nullable Integer rxcost) implements Step {}

    /** Add an interface that was flushed to be added again, and was not. */
    record Readd(String interfaceName, @Nullable Integer rxcost) implements Step {}
}
