package io.meshplane.registry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Keccak256;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.PersonalMessage;
import io.meshplane.chain.Secp256k1;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.WalletPledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SignedWalletTest {
    private static final NodeId NODE = NodeId.ofPublicKey(
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    private static final NetworkId HOME = new NetworkId("home");
    private static final Wallet WALLET = Wallet.of(Keccak256.hash("a wallet"));
    private static final PaymentAddress ADDRESS =
            new PaymentAddress(WALLET.address().toString());

    @Test
    void paysForTheNodeThatItSignedFor() {
        SignedWallet signed = new SignedWallet(ADDRESS, word(WALLET));

        assertThat(signed.paysFor(NODE, HOME)).isTrue();
        assertThat(signed.paysFor(NODE, new NetworkId("away"))).isFalse();
        assertThat(signed.paysFor(NodeId.ofPublicKey(new byte[32]), HOME)).isFalse();
    }

    @Test
    void paysForNobodyByTheWordOfAnotherWallet() {
        SignedWallet stolen = new SignedWallet(ADDRESS, word(Wallet.of(Keccak256.hash("a thief's wallet"))));

        assertThat(stolen.paysFor(NODE, HOME)).isFalse();
    }

    @Test
    void paysForNobodyByTheMalleableTwinOfItsWord() {
        Signature low = word(WALLET);
        Signature high = new Signature(1 - low.yParity(), low.r(), Secp256k1.N.subtract(low.s()));

        assertThat(new SignedWallet(ADDRESS, high).paysFor(NODE, HOME)).isFalse();
    }

    @Test
    void readsTheTestVectorOfTheDocument() throws IOException, MalformedChainDataException {
        String document =
                Files.readString(Path.of(System.getProperty("meshplane.root", "../.."), "docs/wallet-proof.md"));
        String line = block(document, "line");

        SignedWallet wallet = new SignedWallet(
                new PaymentAddress(line.split(" ", 4)[2]), Signature.parse(block(document, "signature")));

        assertThat(new WalletPledge(wallet.address().value(), NODE, HOME).text())
                .isEqualTo(line);
        assertThat(wallet.paysFor(NODE, HOME)).isTrue();
    }

    private static String block(String document, String name) {
        Matcher block = Pattern.compile("```text " + name + "\n(.*)\n```").matcher(document);
        assertThat(block.find()).as("block %s", name).isTrue();
        return block.group(1);
    }

    private static Signature word(Wallet wallet) {
        return wallet.sign(new PersonalMessage(new WalletPledge(ADDRESS.value(), NODE, HOME).text()));
    }
}
