package io.meshplane.payment.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockProof;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.EventLog;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.Proof.Proven;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.TestBlocks;
import io.meshplane.payment.TestBlocks.Block;
import io.meshplane.payment.TestBlocks.Mined;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import io.meshplane.payment.domain.chain.ScannedBlock.ScannedTransaction;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PaymentScanTest {
    private static final NetworkId HOME = new NetworkId("home");
    private static final Address TOKEN = Address.fromHex("0x7357000000000000000000000000000000007357");
    private static final Address LOOK_ALIKE = Address.fromHex("0x7357000000000000000000000000000000007358");
    private static final Wallet PAYER = TestBlocks.wallet("payer");
    private static final Address TILL = TestBlocks.wallet("till").address();
    private static final Address STRANGER = TestBlocks.wallet("stranger").address();
    private static final Payees PAYEES = Payees.of(TestBlocks.CHAIN, Map.of(HOME, TILL), Optional.of(TOKEN));

    @Test
    void findsCoinWithItsRecoveredSender() {
        Transaction paid = coin(TILL, 5);

        ScannedTransaction found = scan(Mined.ok(paid));

        assertThat(found.finding()).isEqualTo(Finding.PAYS);
        assertThat(found.payments())
                .containsExactly(new Payment(
                        TestBlocks.CHAIN,
                        paid.hash(),
                        Payment.NATIVE,
                        HOME,
                        PAYER.address(),
                        TILL,
                        Amount.of(5),
                        Asset.coinOf(TestBlocks.CHAIN)));
    }

    @Test
    void findsEveryTransferOfTheTokenByItsPlaceInTheBlock() {
        EventLog other = new EventLog(STRANGER, List.of(), Bytes.EMPTY);

        ScannedTransaction found =
                scan(new Mined(call(), true, List.of(log(TOKEN, TILL, 3), other, log(TOKEN, TILL, 4))));

        assertThat(found.payments()).extracting(Payment::logIndex).containsExactly(0, 2);
        assertThat(found.payments()).extracting(Payment::amount).containsExactly(Amount.of(3), Amount.of(4));
        assertThat(found.payments()).extracting(Payment::payer).containsOnly(PAYER.address());
    }

    @Test
    void seesNothingInWhatPaysOthersOrNothing() {
        assertThat(scan(Mined.ok(coin(STRANGER, 5))).finding()).isEqualTo(Finding.NOT_TO_US);
        assertThat(scan(Mined.ok(coin(TILL, 0))).finding()).isEqualTo(Finding.NOT_TO_US);
        assertThat(scan(new Mined(call(), true, List.of(log(TOKEN, STRANGER, 3))))
                        .finding())
                .isEqualTo(Finding.NOT_TO_US);
        assertThat(scan(new Mined(call(), true, List.of(log(TOKEN, TILL, 0)))).finding())
                .isEqualTo(Finding.NOT_TO_US);
    }

    @Test
    void isNotFooledByATokenThatLooksAlike() {
        assertThat(scan(new Mined(call(), true, List.of(log(LOOK_ALIKE, TILL, 3))))
                        .finding())
                .isEqualTo(Finding.NOT_TO_US);
    }

    @Test
    void countsNothingOfATransactionThatFailed() {
        ScannedTransaction found = scan(new Mined(coin(TILL, 5), false, List.of()));

        assertThat(found.finding()).isEqualTo(Finding.REVERTED);
        assertThat(found.payments()).isEmpty();
    }

    @Test
    void refusesATransactionThatIsBoundToNoChain() {
        Transaction unbound = PAYER.sign(new LegacyTransaction(
                null, 0, BigInteger.TEN, 21_000, TILL, BigInteger.TWO, Bytes.EMPTY, Signature.UNSIGNED));

        assertThat(scan(Mined.ok(unbound)).finding()).isEqualTo(Finding.REPLAYABLE);
    }

    private static ScannedTransaction scan(Mined mined) {
        Block block = TestBlocks.block(Hash32.ZERO, 1, "", List.of(mined));
        Proven proven = (Proven) BlockProof.prove(block.header(), block.transactions(), block.receipts(), block.hash());
        return PaymentScan.scan(BlockContent.of(proven), new TreeSet<>(), PAYEES)
                .transactions()
                .getFirst();
    }

    private static Transaction coin(Address to, long wei) {
        return TestBlocks.transfer(PAYER, 0, to, BigInteger.valueOf(wei), Bytes.EMPTY);
    }

    private static Transaction call() {
        return TestBlocks.transfer(PAYER, 0, TOKEN, BigInteger.ZERO, Bytes.EMPTY);
    }

    private static EventLog log(Address token, Address to, long amount) {
        return Erc20.transferLog(new Erc20.Transfer(token, PAYER.address(), to, BigInteger.valueOf(amount)));
    }
}
