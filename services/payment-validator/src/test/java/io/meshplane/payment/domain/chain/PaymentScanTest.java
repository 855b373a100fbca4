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
import io.meshplane.chain.Proof.ProvenTransaction;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.TrieProof;
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
import java.util.ArrayList;
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
    private static final Payees PAYEES = Payees.of(TestBlocks.CHAIN, Map.of(HOME, TILL), Map.of(), Optional.of(TOKEN));

    private static final FinalityPolicy FINALITY = new FinalityPolicy(
            new Finality.Depth(4),
            List.of(new FinalityPolicy.Band(
                    Asset.coinOf(TestBlocks.CHAIN), Amount.of(1_000), new Finality.Finalized())));

    @Test
    void decidesHowDeepATransactionMustLieByWhatItPays() {
        assertThat(scan(Mined.ok(coin(TILL, 999))).finality()).isEqualTo(new Finality.Depth(4));
        assertThat(scan(Mined.ok(coin(TILL, 1_000))).finality()).isEqualTo(new Finality.Finalized());
        assertThat(scan(Mined.ok(coin(STRANGER, 5_000))).finality())
                .as("it pays none of us")
                .isEqualTo(new Finality.Depth(4));
    }

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
    void findsEveryTransferOfTheTokenByItsPlaceInTheTransaction() {
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

    @Test
    void aPaymentIsTheSameOneInWhateverBlock() {
        Mined paid = new Mined(call(), true, List.of(log(TOKEN, TILL, 3)));
        Mined before = new Mined(
                TestBlocks.transfer(TestBlocks.wallet("other"), 0, TOKEN, BigInteger.ZERO, Bytes.EMPTY),
                true,
                List.of(log(TOKEN, STRANGER, 1), log(TOKEN, STRANGER, 2)));

        List<ScannedTransaction> alone = scan(List.of(paid));
        List<ScannedTransaction> behind = scan(List.of(before, paid));

        assertThat(behind.get(1).payments()).isEqualTo(alone.get(0).payments());
    }

    @Test
    void hasNoWordOnCoinThatAContractMayHaveMoved() {
        Mined contract = new Mined(
                TestBlocks.transfer(PAYER, 0, STRANGER, BigInteger.TEN, Bytes.fromHex("0x01")),
                true,
                List.of(new EventLog(STRANGER, List.of(), Bytes.EMPTY)));

        assertThat(scan(List.of(contract, Mined.ok(coin(STRANGER, 5)))))
                .extracting(ScannedTransaction::finding)
                .containsExactly(Finding.NOT_TO_US, Finding.NOT_TO_US);
        assertThat(scanWithGas(contract, 30_000).finding()).isEqualTo(Finding.UNPROVABLE);
    }

    @Test
    void showsWhereAPaymentStandsInItsBlock() {
        List<Mined> mined = new ArrayList<>();
        for (int i = 0; i < 200; i++)
            mined.add(
                    Mined.ok(TestBlocks.transfer(PAYER, i, i % 2 == 0 ? TILL : STRANGER, BigInteger.ONE, Bytes.EMPTY)));
        Block block = TestBlocks.block(Hash32.ZERO, 1, "", mined);

        List<ScannedTransaction> scanned = scan(mined);

        for (int i = 0; i < 200; i++) {
            ScannedTransaction each = scanned.get(i);
            assertThat(each.proof().isPresent()).isEqualTo(i % 2 == 0);
            if (each.proof().isEmpty()) continue;
            InclusionProof proof = each.proof().get();
            assertThat(TrieProof.follow(block.header().transactionsRoot(), i, proof.transactionNodes()))
                    .contains(block.transactions().get(i));
            assertThat(TrieProof.follow(block.header().receiptsRoot(), i, proof.receiptNodes()))
                    .contains(block.receipts().get(i).encode());
        }
    }

    private static ScannedTransaction scan(Mined mined) {
        return scan(List.of(mined)).getFirst();
    }

    private static List<ScannedTransaction> scan(List<Mined> mined) {
        Block block = TestBlocks.block(Hash32.ZERO, 1, "", mined);
        Proven proven = (Proven) BlockProof.prove(block.header(), block.transactions(), block.receipts(), block.hash());
        return scan(BlockContent.of(proven));
    }

    private static List<ScannedTransaction> scan(BlockContent content) {
        return PaymentScan.scan(content, new TreeSet<>(), PAYEES, FINALITY).transactions();
    }

    private static ScannedTransaction scanWithGas(Mined mined, long gas) {
        Receipt receipt = new Receipt(mined.transaction().type(), true, gas, mined.logs());
        ProvenTransaction proven =
                new ProvenTransaction(mined.transaction(), mined.transaction().hash(), receipt, 0, 0);
        return scan(new BlockContent(1, Hash32.ZERO, Optional.empty(), List.of(proven)))
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
