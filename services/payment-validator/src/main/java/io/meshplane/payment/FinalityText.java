package io.meshplane.payment;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.FinalityPolicy.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Depth and bands as operators write them. */
final class FinalityText {
    /**
     * The policy that is meant.
     *
     * @param depth a number of blocks, or finalized
     * @param bands {@code asset@amount=depth} each
     * @throws IllegalArgumentException with words for the operator if it cannot be read, or cannot be kept
     */
    static FinalityPolicy policy(ChainConfig chain, String depth, List<String> bands) {
        List<Asset> counted = new ArrayList<>(List.of(Asset.coinOf(chain.id())));
        chain.token().ifPresent(contract -> counted.add(new Asset(chain.id(), contract.toLowerCase(Locale.ROOT))));
        List<Band> read = bands.stream().map(text -> band(text, counted)).toList();
        return new FinalityPolicy(Finality.parse(depth), read).requirePossible(chain.reorgHorizonBlocks(), counted);
    }

    private static Band band(String text, List<Asset> counted) {
        int at = text.indexOf('@');
        int is = text.lastIndexOf('=');
        if (at < 1 || is < at) {
            throw new IllegalArgumentException(
                    "band " + text + ": asset@amount=depth is expected, as in coin@1000000000000000000=12");
        }
        try {
            return new Band(
                    asset(text.substring(0, at), counted),
                    Amount.parse(text.substring(at + 1, is)),
                    Finality.parse(text.substring(is + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("band " + text + ": " + e.getMessage(), e);
        }
    }

    private static Asset asset(String text, List<Asset> counted) {
        return switch (text) {
            case "coin" -> counted.getFirst();
            case "token" -> {
                if (counted.size() == 1) throw new IllegalArgumentException("no token is configured");
                yield counted.getLast();
            }
            default -> Asset.parse(text);
        };
    }

    private FinalityText() {}
}
