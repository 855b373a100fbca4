package io.meshplane.payment.domain.notice;

import io.meshplane.contracts.id.NetworkId;
import java.util.HashMap;
import java.util.Map;

/**
 * How many streams there are.
 *
 * @param most at one time
 * @param mostOfANetwork of those
 * @param byNetwork those that are open; no network has 0
 */
public record StreamPlaces(int most, int mostOfANetwork, Map<NetworkId, Integer> byNetwork) {
    public StreamPlaces {
        byNetwork = Map.copyOf(byNetwork);
    }

    public static StreamPlaces none(int most, int mostOfANetwork) {
        return new StreamPlaces(most, mostOfANetwork, Map.of());
    }

    public int taken() {
        return byNetwork.values().stream().mapToInt(Integer::intValue).sum();
    }

    public boolean hasRoom(NetworkId network) {
        return taken() < most && byNetwork.getOrDefault(network, 0) < mostOfANetwork;
    }

    /** One more of this network; unchanged if there is no room. */
    public StreamPlaces take(NetworkId network) {
        if (!hasRoom(network)) return this;
        Map<NetworkId, Integer> more = new HashMap<>(byNetwork);
        more.merge(network, 1, Integer::sum);
        return new StreamPlaces(most, mostOfANetwork, more);
    }

    /** One less. */
    public StreamPlaces release(NetworkId network) {
        Map<NetworkId, Integer> less = new HashMap<>(byNetwork);
        less.computeIfPresent(network, (_, count) -> count > 1 ? count - 1 : null);
        return new StreamPlaces(most, mostOfANetwork, less);
    }
}
