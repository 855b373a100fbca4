package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {
    /** The worked example of EIP-155. */
    private static final String EIP155_EXAMPLE =
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a0"
                    + "28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a0"
                    + "67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";

    private static final Wallet EIP155_WALLET =
            Wallet.of(Hash32.fromHex("0x4646464646464646464646464646464646464646464646464646464646464646"));

    private static LegacyTransaction eip155Unsigned() {
        return new LegacyTransaction(
                1L,
                9,
                BigInteger.valueOf(20_000_000_000L),
                21_000,
                Address.fromHex("0x3535353535353535353535353535353535353535"),
                BigInteger.TEN.pow(18),
                Bytes.EMPTY,
                Signature.UNSIGNED);
    }

    @Test
    void signsTheExampleOfEip155ToTheByte() {
        LegacyTransaction unsigned = eip155Unsigned();

        LegacyTransaction signed = EIP155_WALLET.sign(unsigned);

        assertThat(unsigned.signingHash())
                .hasToString("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
        assertThat(signed.v()).isEqualTo(37);
        assertThat(signed.encode()).isEqualTo(Bytes.fromHex(EIP155_EXAMPLE));
    }

    @Test
    void recoversTheSenderOfTheExampleOfEip155() throws MalformedChainDataException {
        Transaction decoded = Transaction.decode(Bytes.fromHex(EIP155_EXAMPLE));

        assertThat(decoded.boundChainId()).hasValue(1);
        assertThat(decoded.sender()).contains(Address.fromHex("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F"));
    }

    @Test
    void decodesWhatItEncodedAndRecoversWhoSignedForEveryType() throws MalformedChainDataException {
        Random random = Seeded.random("transaction round trip");
        RandomChainData data = new RandomChainData(random);
        Set<Integer> types = new HashSet<>();
        for (int trial = 0; trial < 400; trial++) {
            Wallet wallet = data.wallet();
            Transaction transaction = data.transaction(wallet);
            types.add(transaction.type());

            Transaction decoded = Transaction.decode(transaction.encode());

            assertThat(decoded).isEqualTo(transaction);
            assertThat(decoded.encode()).isEqualTo(transaction.encode());
            assertThat(decoded.hash()).isEqualTo(Keccak256.hash(transaction.encode()));
            assertThat(decoded.sender()).contains(wallet.address());
        }
        assertThat(types).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void neverAttributesAnAlteredTransactionToItsSigner() {
        Random random = Seeded.random("altered transaction");
        RandomChainData data = new RandomChainData(random);
        for (int trial = 0; trial < 300; trial++) {
            Wallet wallet = data.wallet();
            Bytes altered = BitFlip.in(data.transaction(wallet).encode(), random);
            try {
                assertThat(Transaction.decode(altered).sender()).isNotEqualTo(Optional.of(wallet.address()));
            } catch (MalformedChainDataException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void hasNoChainBeforeEip155() throws MalformedChainDataException {
        LegacyTransaction old = new LegacyTransaction(
                null, 0, BigInteger.ONE, 21_000, Address.ZERO, BigInteger.ONE, Bytes.EMPTY, Signature.UNSIGNED);

        Transaction decoded = Transaction.decode(EIP155_WALLET.sign(old).encode());

        assertThat(decoded.boundChainId()).isEmpty();
        assertThat(decoded.sender()).contains(EIP155_WALLET.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0x00", "0x05c0", "0x80", "0xc0", "0x02", "0x02c0", "0x0280", "0xb800"})
    void refusesWhatIsNoTransaction(String hex) {
        assertThatThrownBy(() -> Transaction.decode(Bytes.fromHex(hex)))
                .isInstanceOf(MalformedChainDataException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 26, 29, 34})
    void refusesAnImpossibleV(long v) {
        List<RlpItem> fields = new ArrayList<>(Collections.nCopies(6, RlpItem.EMPTY));
        fields.addAll(List.of(RlpItem.of(v), RlpItem.of(1), RlpItem.of(1)));

        assertThatThrownBy(() -> Transaction.decode(Rlp.encodeList(fields))).hasMessageContaining("v is neither");
    }

    @Test
    void paysTheBaseFeeAndWhatTheMaximumLeavesOfThePriorityFee() {
        DynamicFeeTransaction transaction = new DynamicFeeTransaction(
                1,
                0,
                BigInteger.valueOf(3),
                BigInteger.valueOf(10),
                21_000,
                Address.ZERO,
                BigInteger.ZERO,
                Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED);

        assertThat(transaction.effectiveGasPrice(BigInteger.valueOf(5))).isEqualTo(8);
        assertThat(transaction.effectiveGasPrice(BigInteger.valueOf(9))).isEqualTo(10);
        assertThat(eip155Unsigned().effectiveGasPrice(BigInteger.ONE)).isEqualTo(20_000_000_000L);
    }
}
