package io.meshplane.launcher.demo;

import io.meshplane.launcher.Json;
import java.math.BigInteger;
import java.util.List;

/**
 * A node's way to the internet, as route-service tells it.
 *
 * @param price of a billion bytes end to end, in wei
 */
record Route(String node, String gateway, long metric, BigInteger price, List<Hop> hops) {

    /**
     * One step.
     *
     * @param price what the sending node asks for a billion bytes, in wei; zero if it asks nothing
     * @param paid what of it the route's node pays: nothing on its own first hop
     */
    record Hop(String from, String to, String interfaceName, long cost, BigInteger price, BigInteger paid) {
        static Hop of(Json json) {
            return new Hop(
                    json.text("from"),
                    json.text("to"),
                    json.text("interfaceName"),
                    Long.parseLong(json.text("cost")),
                    amount(json.text("price")),
                    amount(json.text("paid")));
        }
    }

    /** @throws NumberFormatException if the node has no route */
    static Route of(Json json) {
        return new Route(
                json.text("nodeId"),
                json.text("gatewayId"),
                Long.parseLong(json.text("metric")),
                amount(json.text("price")),
                json.items("hops").stream().map(Hop::of).toList());
    }

    static BigInteger amount(String text) {
        return text.isEmpty() ? BigInteger.ZERO : new BigInteger(text);
    }
}
