package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.route.domain.LinkAddress;
import io.meshplane.route.domain.LinkKey;
import io.meshplane.route.domain.PlannedChange;
import io.meshplane.route.domain.Port;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One change to try. Which fields it takes is by its kind; others must be left out.
 *
 * @param kind {@code reprice} (node, interfaceName, price), {@code recost} (node, interfaceName, peerAddress, cost; 65535 = cut),
 *     {@code cut} (node, other: all links between them), {@code join} (node, other, cost, price, latencyMicros; a new link in both
 *     directions, also to a node that does not exist yet) or {@code leave} (node, with all its links, new ones too)
 * @param price decimal, base units per 10^9 bytes
 */
public record ChangeRequest(
        @Nullable String kind,
        @Nullable String node,
        @Nullable String other,
        @Nullable String interfaceName,
        @Nullable String peerAddress,
        @Nullable Integer cost,
        @Nullable String price,
        @Nullable Long latencyMicros) {

    /** What a change can be. */
    enum Kind {
        REPRICE,
        RECOST,
        CUT,
        JOIN,
        LEAVE
    }

    /**
     * The change in the domain's words.
     *
     * @param at path of this object in the request
     */
    PlannedChange planned(String at) {
        Kind wanted = Wishes.word(at + ".kind", kind, Kind.values());
        NodeId one = Fields.required(at + ".node", node, NodeId::new);
        refuseOthers(at, wanted);
        return switch (wanted) {
            case REPRICE -> new PlannedChange.Reprice(port(at, one), price(at));
            case RECOST ->
                made(
                        at + ".cost",
                        () -> new PlannedChange.Recost(
                                new LinkKey(
                                        port(at, one),
                                        Fields.required(at + ".peerAddress", peerAddress, LinkAddress::parse)),
                                cost(at)));
            case CUT -> new PlannedChange.Cut(one, other(at));
            case JOIN -> made(at, () -> new PlannedChange.Join(one, other(at), cost(at), price(at), latency(at)));
            case LEAVE -> new PlannedChange.Leave(one);
        };
    }

    private void refuseOthers(String at, Kind kind) {
        boolean link = kind == Kind.CUT || kind == Kind.JOIN;
        boolean port = kind == Kind.REPRICE || kind == Kind.RECOST;
        refuse(at + ".other", other, link);
        refuse(at + ".interfaceName", interfaceName, port);
        refuse(at + ".peerAddress", peerAddress, kind == Kind.RECOST);
        refuse(at + ".cost", cost, kind == Kind.RECOST || kind == Kind.JOIN);
        refuse(at + ".price", price, kind == Kind.REPRICE || kind == Kind.JOIN);
        refuse(at + ".latencyMicros", latencyMicros, kind == Kind.JOIN);
    }

    private void refuse(String field, @Nullable Object value, boolean belongs) {
        if (value != null && !belongs) {
            throw Problem.invalidField(field, "does not belong to a change of kind " + kind)
                    .asException();
        }
    }

    private static PlannedChange made(String field, Supplier<PlannedChange> change) {
        try {
            return change.get();
        } catch (IllegalArgumentException e) {
            throw Problem.invalidField(field, String.valueOf(e.getMessage())).asException();
        }
    }

    private Port port(String at, NodeId one) {
        return Fields.required(at + ".interfaceName", interfaceName, name -> new Port(one, name));
    }

    private NodeId other(String at) {
        return Fields.required(at + ".other", other, NodeId::new);
    }

    private Price price(String at) {
        return Fields.required(at + ".price", price, Price::parse);
    }

    private int cost(String at) {
        return Fields.within(at + ".cost", cost, 1, 65_535);
    }

    private long latency(String at) {
        if (latencyMicros == null)
            throw Problem.invalidField(at + ".latencyMicros", "is missing").asException();
        return latencyMicros;
    }
}
