package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Rlp;
import io.meshplane.chain.RlpItem;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who holds what after a block. Immutable; {@link Draft} makes the next one. */
final class WorldState {
    /** An account's nonce and wei. */
    record Account(long nonce, BigInteger wei) {
        static final Account NONE = new Account(0, BigInteger.ZERO);

        boolean isEmpty() {
            return nonce == 0 && wei.signum() == 0;
        }
    }

    private final Map<Address, Account> accounts;
    private final Map<Address, BigInteger> tokenUnits;
    private final Hash32 root;

    private WorldState(Map<Address, Account> accounts, Map<Address, BigInteger> tokenUnits) {
        this.accounts = accounts;
        this.tokenUnits = tokenUnits;
        this.root = computeRoot();
    }

    /** The state before block 0's allocations: the token's account only. */
    static Draft empty() {
        Draft draft = new Draft(new HashMap<>(), new HashMap<>());
        draft.put(DevToken.ADDRESS, new Account(1, BigInteger.ZERO));
        return draft;
    }

    Account account(Address address) {
        return accounts.getOrDefault(address, Account.NONE);
    }

    BigInteger tokenUnits(Address holder) {
        return tokenUnits.getOrDefault(holder, BigInteger.ZERO);
    }

    BigInteger tokenSupply() {
        return tokenUnits.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The state root of a block header. */
    Hash32 root() {
        return root;
    }

    Draft draft() {
        return new Draft(new HashMap<>(accounts), new HashMap<>(tokenUnits));
    }

    private Hash32 computeRoot() {
        Map<Bytes, Bytes> entries = new HashMap<>();
        accounts.forEach((address, account) -> {
            boolean token = address.equals(DevToken.ADDRESS);
            entries.put(
                    address.bytes(),
                    Rlp.encodeList(List.of(
                            RlpItem.of(account.nonce()),
                            RlpItem.of(account.wei()),
                            RlpItem.of(token ? DevToken.storageRoot(tokenUnits) : MerklePatriciaTrie.EMPTY_ROOT),
                            RlpItem.of(token ? DevToken.CODE_HASH : Keccak256.OF_EMPTY))));
        });
        return MerklePatriciaTrie.secureRoot(entries);
    }

    /** A state in work; not for two threads. */
    static final class Draft {
        private final Map<Address, Account> accounts;
        private final Map<Address, BigInteger> tokenUnits;

        private Draft(Map<Address, Account> accounts, Map<Address, BigInteger> tokenUnits) {
            this.accounts = accounts;
            this.tokenUnits = tokenUnits;
        }

        Account account(Address address) {
            return accounts.getOrDefault(address, Account.NONE);
        }

        /** Empty accounts are not kept (EIP-161). */
        void put(Address address, Account account) {
            if (account.isEmpty()) {
                accounts.remove(address);
            } else {
                accounts.put(address, account);
            }
        }

        void addWei(Address address, BigInteger delta) {
            Account old = account(address);
            put(address, new Account(old.nonce(), old.wei().add(delta)));
        }

        void useNonce(Address address) {
            Account old = account(address);
            put(address, new Account(Math.addExact(old.nonce(), 1), old.wei()));
        }

        BigInteger tokenUnits(Address holder) {
            return tokenUnits.getOrDefault(holder, BigInteger.ZERO);
        }

        void addTokenUnits(Address holder, BigInteger delta) {
            BigInteger sum = tokenUnits(holder).add(delta);
            if (sum.signum() == 0) {
                tokenUnits.remove(holder);
            } else {
                tokenUnits.put(holder, sum);
            }
        }

        WorldState freeze() {
            return new WorldState(Map.copyOf(accounts), Map.copyOf(tokenUnits));
        }
    }
}
