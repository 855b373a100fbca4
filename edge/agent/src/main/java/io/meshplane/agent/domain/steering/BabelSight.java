package io.meshplane.agent.domain.steering;

import io.meshplane.agent.domain.BabelState;
import io.meshplane.agent.domain.HelloWindow;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What babeld shows of its settings. It does not tell the cost of an interface; a neighbour of whose last 16 Hellos none was lost does:
 * on a link without loss the cost of receiving is the nominal one, wired or not.
 *
 * @param rxcosts by interface that babeld uses; null = no neighbour tells
 * @param fee in wei per byte; null = this babeld knows no prices
 */
public record BabelSight(
        Map<String, @Nullable Integer> rxcosts, @Nullable Long fee) {
    /** Of a whole report of babeld. */
    public static BabelSight of(BabelState state) {
        Map<String, @Nullable Integer> rxcosts = new TreeMap<>();
        state.interfaces().keySet().forEach(name -> rxcosts.put(name, null));
        for (BabelState.Neighbour neighbour : state.neighbours().values()) {
            boolean tells = HelloWindow.withoutLoss(neighbour.reach()) && neighbour.cost() < BabelState.INFINITY;
            if (tells && rxcosts.containsKey(neighbour.interfaceName())) {
                rxcosts.put(neighbour.interfaceName(), neighbour.rxcost());
            }
        }
        return new BabelSight(rxcosts, state.localFee());
    }

    /** Whether babeld uses an interface. */
    boolean uses(String interfaceName) {
        return rxcosts.containsKey(interfaceName);
    }
}
