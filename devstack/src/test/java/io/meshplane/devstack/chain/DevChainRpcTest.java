package io.meshplane.devstack.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LegacyTransaction;
import io.meshplane.chain.Proof;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevChainRpcTest {
    @TempDir
    Path dataDir;

    private DevChain chain;
    private RpcClient node;
    private final Wallet alice = DevAccounts.wallet(0);

    @BeforeEach
    void start() throws Exception {
        chain = Payments.chain(dataDir, 1);
        node = Payments.clients(chain).getFirst();
    }

    @AfterEach
    void stop() throws Exception {
        chain.close();
    }

    private String refusal(Transaction transaction) throws Exception {
        JsonNode error =
                node.error("eth_sendRawTransaction", transaction.encode().toHex());
        assertThat(error.get("code").asInt()).isEqualTo(-32000);
        return error.get("message").asText();
    }

    @Test
    void refusesTransactionsInTheWordsOfGeth() throws Exception {
        node.send(Payments.coin(alice, 0, 1));
        assertThat(refusal(Payments.coin(alice, 0, 1))).isEqualTo("already known");
        assertThat(refusal(Payments.coin(alice, 0, 2))).isEqualTo("replacement transaction underpriced");
        chain.mineBlock();

        assertThat(refusal(Payments.coin(alice, 0, 2))).isEqualTo("nonce too low: next nonce 1, tx nonce 0");
        Wallet poor = Wallet.of(Keccak256.hash("nobody"));
        assertThat(refusal(Payments.coin(poor, 0, 1)))
                .startsWith("insufficient funds for gas * price + value: balance 0, tx cost");
        assertThat(refusal(alice.sign(Payments.dynamic(1, Payments.PAYEE, BigInteger.ONE, Bytes.EMPTY, 20_999))))
                .isEqualTo("intrinsic gas too low: gas 20999, minimum needed 21000");
        assertThat(refusal(alice.sign(Payments.dynamic(1, Payments.PAYEE, BigInteger.ONE, Bytes.EMPTY, 30_000_001))))
                .isEqualTo("exceeds block gas limit");
    }

    @Test
    void refusesAnotherChainsOrNoOnesSignature() throws Exception {
        LegacyTransaction everywhere = legacy(null);
        LegacyTransaction elsewhere = legacy(1L);

        assertThat(refusal(alice.sign(everywhere))).startsWith("only replay-protected");
        assertThat(refusal(alice.sign(elsewhere)))
                .isEqualTo("invalid sender: invalid chain id for signer: have 1 want 7357");
        assertThat(refusal(Payments.coin(alice, 0, 1).signedWith(Signature.UNSIGNED)))
                .isEqualTo("invalid sender: invalid transaction v, r, s values");
    }

    private static LegacyTransaction legacy(@Nullable Long chainId) {
        return new LegacyTransaction(
                chainId, 0, Payments.GWEI, 21_000, Payments.PAYEE, BigInteger.ONE, Bytes.EMPTY, Signature.UNSIGNED);
    }

    @Test
    void keepsATransactionWaitingUntilItsNonceOpens() throws Exception {
        String second = node.send(Payments.coin(alice, 1, 20)).asText();
        chain.mineBlock();
        assertThat(node.call("eth_getTransactionByHash", second)
                        .get("blockHash")
                        .isNull())
                .isTrue();

        node.send(Payments.coin(alice, 0, 10));
        assertThat(node.call("eth_getTransactionCount", alice.address().toLowerHex(), "pending")
                        .asText())
                .isEqualTo("0x2");
        chain.mineBlock();

        assertThat(node.call("eth_getTransactionReceipt", second)
                        .get("transactionIndex")
                        .asText())
                .isEqualTo("0x1");
    }

    @Test
    void replacesAWaitingTransactionByOneThatPaysMore() throws Exception {
        String first = node.send(Payments.coin(alice, 0, 1)).asText();
        DynamicFeeTransaction dearer = alice.sign(new DynamicFeeTransaction(
                Payments.CHAIN_ID,
                0,
                Payments.GWEI.multiply(BigInteger.TWO),
                Payments.GWEI.multiply(BigInteger.valueOf(20)),
                21_000,
                Payments.PAYEE,
                BigInteger.TWO,
                Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED));

        String second = node.send(dearer).asText();
        chain.mineBlock();

        assertThat(node.call("eth_getTransactionReceipt", first).isNull()).isTrue();
        assertThat(node.call("eth_getTransactionReceipt", second).get("status").asText())
                .isEqualTo("0x1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{ | -32700",
                "{} {} | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"eth_chainId\"} | -32700",
                "[] | -32600",
                "1 | -32600",
                "{\"id\":1,\"method\":\"eth_chainId\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"eth_chainId\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_mine\"} | -32601",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"dev_unheard\"} | -32601",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBalance\"} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBalance\",\"params\":{}} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBalance\",\"params\":[\"0x1\"]} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x01\",true]} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[5,true]} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_sendRawTransaction\",\"params\":[\"02\"]} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_sendRawTransaction\",\"params\":[\"0x05c0\"]} | -32000"
            })
    void answersAWrongRequestWithItsErrorCode(String body, int code) throws Exception {
        JsonNode answer = node.answer(body);

        assertThat(answer.get("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(answer.get("error").get("code").asInt()).isEqualTo(code);
        assertThat(answer.has("id")).isTrue();
    }

    @Test
    void answersABatchInItsOrderAndLeavesNotificationsOut() throws Exception {
        JsonNode answers = node.answer("[" + RpcClient.request("eth_chainId")
                + ",{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"},7,"
                + "{\"jsonrpc\":\"2.0\",\"id\":\"last\",\"method\":\"eth_blockNumber\",\"params\":[]}]");

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).get("result").asText()).isEqualTo("0x1cbd");
        assertThat(answers.get(1).get("error").get("code").asInt()).isEqualTo(-32600);
        assertThat(answers.get(2).get("id").asText()).isEqualTo("last");
    }

    @Test
    void saysNothingToALoneNotification() throws Exception {
        HttpResponse<String> response =
                node.post("{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}", Duration.ofSeconds(5));

        assertThat(response.body()).isEmpty();
    }

    @Test
    void refusesABodyBeyondOneMebibyte() throws Exception {
        assertThat(node.post(" ".repeat(1024 * 1024 + 1), Duration.ofSeconds(5)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesWhatABrowserCouldSend() throws Exception {
        URI url = chain.nodeUrls().getFirst();
        HttpRequest plainText = HttpRequest.newBuilder(url)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(RpcClient.request("dev_mine")))
                .build();

        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse.BodyHandler<Void> ignored = HttpResponse.BodyHandlers.discarding();
            assertThat(http.send(plainText, ignored).statusCode()).isEqualTo(415);
            assertThat(http.send(HttpRequest.newBuilder(url).build(), ignored).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void refusesANameThatResolvesHere() throws Exception {
        // as after DNS rebinding; Java's client does not let one choose the Host
        try (Socket socket = new Socket(
                InetAddress.ofLiteral("127.0.0.1"), chain.nodeUrls().getFirst().getPort())) {
            String request = "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void countsEveryPaymentOnceWhenManySendAtOnce() throws Exception {
        List<Callable<String>> senders = new ArrayList<>();
        for (int account = 0; account < 10; account++) {
            Wallet wallet = DevAccounts.wallet(account);
            senders.add(() -> {
                for (int nonce = 0; nonce < 20; nonce++) {
                    node.send(Payments.coin(wallet, nonce, 1));
                    if (nonce % 7 == 0) {
                        node.call("dev_mine");
                    }
                }
                return "sent";
            });
        }

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> sender : threads.invokeAll(senders)) {
                assertThat(sender.get()).isEqualTo("sent");
            }
        }
        node.call("dev_mine");

        assertThat(node.call("eth_getBalance", Payments.PAYEE.toLowerHex(), "latest")
                        .asText())
                .isEqualTo("0xc8");
        assertThat(BlockReader.prove(node, "latest")).isInstanceOf(Proof.Proven.class);
    }

    @Test
    void knowsTheTagsOfBlocks() throws Exception {
        node.call("dev_mine", 10);

        assertThat(number("latest")).isEqualTo("0xa");
        assertThat(number("pending")).isEqualTo("0xa");
        assertThat(number("safe")).isEqualTo("0x6");
        assertThat(number("finalized")).isEqualTo("0x2");
        assertThat(number("earliest")).isEqualTo("0x0");
    }

    private String number(String tag) throws Exception {
        return node.call("eth_getBlockByNumber", tag, false).get("number").asText();
    }

    @Test
    void forgetsOldStatesAsAFullNodeDoes() throws Exception {
        node.call("dev_mine", ChainHistory.STATES_KEPT);

        JsonNode error = node.error("eth_getBalance", Address.ZERO.toLowerHex(), "0x0");

        assertThat(error.get("message").asText()).startsWith("missing trie node");
        assertThat(node.call("eth_getBalance", alice.address().toLowerHex(), "0x1")
                        .asText())
                .isEqualTo("0x21e19e0c9bab2400000");
    }

    @Test
    void tellsWalletsWhatGasCosts() throws Exception {
        node.send(Payments.coin(alice, 0, 1));
        node.call("dev_mine", 2);

        JsonNode fees = node.call("eth_feeHistory", "0x2", "latest", List.of(50));

        assertThat(fees.get("oldestBlock").asText()).isEqualTo("0x1");
        assertThat(fees.get("baseFeePerGas")).hasSize(3);
        assertThat(fees.get("gasUsedRatio").get(0).asDouble()).isEqualTo(0.0007);
        assertThat(fees.get("reward").get(0).get(0).asText()).isEqualTo("0x3b9aca00");
        assertThat(node.call("eth_maxPriorityFeePerGas").asText()).isEqualTo("0x3b9aca00");
        assertThat(node.call("web3_clientVersion").asText()).startsWith("meshplane-devchain/");
        assertThat(node.call("eth_syncing").asBoolean(true)).isFalse();
    }
}
