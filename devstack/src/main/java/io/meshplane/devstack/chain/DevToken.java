package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Rlp;
import io.meshplane.chain.RlpItem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The chain's one contract, an ERC-20 token. It is played in Java, not run: the code only marks the account as a contract.
 * Its storage is laid out as a Solidity compiler would: balances in the mapping of slot 0, total supply in slot 2.
 */
public final class DevToken {
    public static final Address ADDRESS = Address.fromHex("0x7357000000000000000000000000000000007357");
    public static final String NAME = "Meshplane Development Dollar";
    public static final String SYMBOL = "DEVUSD";
    public static final int DECIMALS = 6;

    /** INVALID, then a note: whoever runs it in a real machine fails at the first byte. */
    static final Bytes CODE = Bytes.concat(
            Bytes.of((byte) 0xfe), Bytes.of("meshplane development token".getBytes(StandardCharsets.US_ASCII)));

    static final Hash32 CODE_HASH = Keccak256.hash(CODE);

    private static final Bytes BALANCE_OF = Erc20.selector("balanceOf(address)");
    private static final Bytes TOTAL_SUPPLY = Erc20.selector("totalSupply()");
    private static final Bytes DECIMALS_CALL = Erc20.selector("decimals()");
    private static final Bytes SYMBOL_CALL = Erc20.selector("symbol()");
    private static final Bytes NAME_CALL = Erc20.selector("name()");

    private static final Hash32 SUPPLY_SLOT = Erc20.word(BigInteger.TWO);

    private DevToken() {}

    static Hash32 storageRoot(Map<Address, BigInteger> balances) {
        Map<Bytes, Bytes> slots = new HashMap<>();
        BigInteger supply = BigInteger.ZERO;
        for (Map.Entry<Address, BigInteger> holder : balances.entrySet()) {
            Bytes key = Bytes.concat(Erc20.word(holder.getKey()).bytes(), Hash32.ZERO.bytes());
            slots.put(Keccak256.hash(key).bytes(), Rlp.encode(RlpItem.of(holder.getValue())));
            supply = supply.add(holder.getValue());
        }
        slots.put(SUPPLY_SLOT.bytes(), Rlp.encode(RlpItem.of(supply)));
        return MerklePatriciaTrie.secureRoot(slots);
    }

    /** Answers a reading call in the contract ABI's encoding; empty if the token has no such function. */
    static Optional<Bytes> read(Bytes callData, WorldState state) {
        if (callData.size() < 4) {
            return Optional.empty();
        }
        Bytes selector = callData.slice(0, 4);
        if (selector.equals(BALANCE_OF) && callData.size() == 36) {
            return Erc20.addressIn(new Hash32(callData.slice(4, 36)))
                    .map(holder -> Erc20.word(state.tokenUnits(holder)).bytes());
        }
        if (selector.equals(TOTAL_SUPPLY)) {
            return Optional.of(Erc20.word(state.tokenSupply()).bytes());
        }
        if (selector.equals(DECIMALS_CALL)) {
            return Optional.of(Erc20.word(BigInteger.valueOf(DECIMALS)).bytes());
        }
        if (selector.equals(SYMBOL_CALL)) {
            return Optional.of(abiString(SYMBOL));
        }
        return selector.equals(NAME_CALL) ? Optional.of(abiString(NAME)) : Optional.empty();
    }

    /** Offset, length, then the text padded to 32 bytes; both texts fit one word. */
    private static Bytes abiString(String text) {
        byte[] padded = new byte[32];
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(content, 0, padded, 0, content.length);
        Bytes offset = Erc20.word(BigInteger.valueOf(32)).bytes();
        Bytes length = Erc20.word(BigInteger.valueOf(content.length)).bytes();
        return Bytes.concat(offset, length, Bytes.of(padded));
    }
}
