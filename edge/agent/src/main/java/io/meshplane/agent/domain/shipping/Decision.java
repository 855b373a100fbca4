package io.meshplane.agent.domain.shipping;

import java.util.List;

/** The next state, and what is to be done for it. */
public record Decision(Shipping next, List<Order> orders) {
    public Decision {
        orders = List.copyOf(orders);
    }
}
