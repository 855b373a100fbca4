package io.meshplane.route.domain.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What nodes carry for each other when everybody's bytes go their chosen ways, and what that earns them.
 *
 * @param carriedBytes of others, per node; a gateway carries what ends at it
 * @param revenue per node: the bytes of others times the price of the hop, in price units; divide by 10^9 for the network's money
 */
public record Load(List<Long> carriedBytes, List<BigInteger> revenue) {
    public Load {
        carriedBytes = List.copyOf(carriedBytes);
        revenue = List.copyOf(revenue);
    }

    /**
     * Adds it up.
     *
     * @param bytes of each node's own traffic, 0 or more; the sum must fit 63 bits
     */
    public static Load of(Ways ways, long[] bytes) {
        long[] carried = new long[ways.nodes()];
        BigInteger[] earned = new BigInteger[ways.nodes()];
        Arrays.fill(earned, BigInteger.ZERO);
        for (int node = 0; node < ways.nodes(); node++) {
            Path way = ways.of(node);
            if (way == null || bytes[node] == 0) continue;
            for (Path.Step step : way.steps()) {
                carried[step.to()] = Math.addExact(carried[step.to()], bytes[node]);
                if (step.price() == 0) continue;
                BigInteger paid = BigInteger.valueOf(bytes[node]).multiply(BigInteger.valueOf(step.price()));
                earned[step.from()] = earned[step.from()].add(paid);
            }
        }
        List<Long> list = new ArrayList<>(carried.length);
        for (long value : carried) list.add(value);
        return new Load(list, List.of(earned));
    }
}
