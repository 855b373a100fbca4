package io.meshplane.contracts.money;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is paid with: the coin of a chain or a token on it. Written as in CAIP-19: {@code eip155:100/slip44:60} or
 * {@code eip155:100/erc20:0x…}, the contract in lower case.
 *
 * @param chainId EIP-155, at least 1
 * @param contract empty for the chain's coin, else 0x and 40 lower-case hex digits
 */
public record Asset(long chainId, String contract) {
    private static final Pattern CAIP_19 =
            Pattern.compile("eip155:([1-9][0-9]{0,17})/(?:slip44:60|erc20:(0x[0-9a-fA-F]{40}))");

    public Asset {
        if (chainId < 1) throw new IllegalArgumentException("chain id < 1");
        if (!contract.isEmpty() && !contract.matches("0x[0-9a-f]{40}")) {
            throw new IllegalArgumentException("not a contract address in lower case");
        }
    }

    public static Asset coinOf(long chainId) {
        return new Asset(chainId, "");
    }

    /** @throws IllegalArgumentException if it is neither of the two forms */
    public static Asset parse(String text) {
        Matcher m = CAIP_19.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "not an asset: eip155:<chain>/slip44:60 or eip155:<chain>/erc20:0x… is expected");
        }
        String contract = m.group(2);
        return new Asset(Long.parseLong(m.group(1)), contract == null ? "" : contract.toLowerCase(Locale.ROOT));
    }

    public boolean isCoin() {
        return contract.isEmpty();
    }

    @Override
    public String toString() {
        return "eip155:" + chainId + (isCoin() ? "/slip44:60" : "/erc20:" + contract);
    }
}
