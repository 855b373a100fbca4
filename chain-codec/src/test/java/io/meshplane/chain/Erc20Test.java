package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class Erc20Test {
    private static final BigInteger MAX_UINT256 = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final Address TOKEN = Address.fromHex("0x00000000000000000000000000000000000070ce");
    private static final Address PAYER = Address.fromHex("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    private static final Address PAYEE = Address.fromHex("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359");
    private static final Erc20.Transfer TRANSFER = new Erc20.Transfer(TOKEN, PAYER, PAYEE, MAX_UINT256);

    @Test
    void knowsTheEventAndTheSelector() {
        assertThat(Erc20.TRANSFER_TOPIC)
                .hasToString("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
        assertThat(Erc20.TRANSFER_SELECTOR).hasToString("0xa9059cbb");
        assertThat(Erc20.selector("balanceOf(address)")).hasToString("0x70a08231");
    }

    @Test
    void readsTheLogItWrites() {
        EventLog log = Erc20.transferLog(TRANSFER);

        assertThat(Erc20.decodeTransfer(log)).contains(TRANSFER);
    }

    @Test
    void readsTheCallItWrites() {
        Bytes call = Erc20.transferCall(PAYEE, MAX_UINT256);

        assertThat(call.size()).isEqualTo(68);
        assertThat(Erc20.decodeTransferCall(call)).contains(new Erc20.TransferCall(PAYEE, MAX_UINT256));
        assertThat(Erc20.decodeTransferCall(call.slice(0, 67))).isEmpty();
        assertThat(Erc20.decodeTransferCall(Bytes.concat(call, Bytes.of((byte) 0))))
                .isEmpty();
    }

    @Test
    void refusesTheFourTopicsOfAnIndexedAmount() {
        EventLog log = Erc20.transferLog(TRANSFER);
        Hash32 amount = Erc20.word(MAX_UINT256);

        EventLog fourTopics = new EventLog(
                TOKEN,
                List.of(log.topics().get(0), log.topics().get(1), log.topics().get(2), amount),
                Bytes.EMPTY);

        assertThat(Erc20.decodeTransfer(fourTopics)).isEmpty();
    }

    @Test
    void refusesAddressesWithDirtyUpperBytes() {
        Hash32 dirty =
                Hash32.fromHex("0x000000000000000000000001" + PAYEE.toLowerHex().substring(2));
        EventLog log = Erc20.transferLog(TRANSFER);

        assertThat(Erc20.decodeTransfer(
                        new EventLog(TOKEN, List.of(Erc20.TRANSFER_TOPIC, Erc20.word(PAYER), dirty), log.data())))
                .isEmpty();
        assertThat(Erc20.decodeTransfer(
                        new EventLog(TOKEN, List.of(Erc20.TRANSFER_TOPIC, dirty, Erc20.word(PAYEE)), log.data())))
                .isEmpty();
    }

    @Test
    void refusesDataOfAnotherSizeAndOtherEvents() {
        EventLog log = Erc20.transferLog(TRANSFER);
        List<Hash32> approval =
                List.of(Keccak256.hash("Approval(address,address,uint256)"), Erc20.word(PAYER), Erc20.word(PAYEE));

        assertThat(Erc20.decodeTransfer(
                        new EventLog(TOKEN, log.topics(), log.data().slice(0, 31))))
                .isEmpty();
        assertThat(Erc20.decodeTransfer(new EventLog(TOKEN, approval, log.data())))
                .isEmpty();
    }
}
