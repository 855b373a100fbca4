package io.meshplane.payment;

import static org.hamcrest.Matchers.hasItem;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.DynamicFeeTransaction;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Signature;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.chain.AnvilCluster;
import io.meshplane.testkit.chain.RpcFault;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real nodes of which more fail than is assumed: two hang and one has a second history, so that one honest voter is left. */
@RealPart(program = "anvil", env = "MESHPLANE_ANVIL")
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
@QuarkusTestResource(
        value = AnvilResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = AnvilResource.CHAIN_ARGUMENT, value = "" + AnvilLoneVoterTest.CHAIN))
class AnvilLoneVoterTest extends PaymentTestBase {
    static final long CHAIN = 31_338;
    private static final Wallet HONEST =
            Wallet.of(Hash32.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
    private static final Wallet CHEAT =
            Wallet.of(Hash32.fromHex("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"));

    @SuppressWarnings("NullAway.Init") // AnvilResource sets it
    AnvilCluster cluster;

    @Test
    void everythingWaitsAndSomebodyIsPagedUntilAQuorumIsThereAgain() {
        TestNode payer = payer(HONEST);
        TestNode cheat = payer(CHEAT);
        cluster.mine(2);
        Await.until(
                "the index has begun", SOON, () -> chainAnswer("indexedHead").equals("2"));
        cluster.proxy(1).fail(new RpcFault.Hang());
        cluster.proxy(2).fail(new RpcFault.Hang());
        DynamicFeeTransaction forged = signed(CHEAT, 666);
        DynamicFeeTransaction honest = signed(HONEST, 1);
        cluster.liar().send(forged.encode().toHex());
        cluster.send(honest.encode().toHex());
        cluster.lie(3);
        cluster.mine(10);
        String honestClaim = claimed(payer, honest.hash());
        String forgedClaim = claimed(cheat, forged.hash());

        Await.until("an operator is paged", SOON, () -> chainAnswer("alarm").equals("NO_QUORUM"));

        awaitHalted(payer, honestClaim);
        awaitHalted(cheat, forgedClaim);
        operator().get("/v1/chain/incidents").then().body("incidents.kind", hasItem("ALARM"));
        cluster.mine(20);
        Await.until(
                "the lone voter shows them",
                SOON,
                () -> chainAnswer("nodes.find { it.name == 'a' }.head").equals("32"));
        awaitHalted(payer, honestClaim);
        awaitHalted(cheat, forgedClaim);

        cluster.heal();

        awaitState(payer, honestClaim, "VALID");
        Await.until("nobody is paged any more", SOON, () -> chainAnswer("alarm").equals("NONE"));
        awaitState(cheat, forgedClaim, "PENDING");
        assertSoundBooks();
    }

    private void awaitHalted(TestNode node, String claimId) {
        Await.until("nothing is decided on the whole chain", SOON, () -> {
            var json = status(node, claimId).jsonPath();
            return json.getString("state").equals("PENDING") && "HALTED".equals(json.getString("waitsFor.what"));
        });
    }

    private String chainAnswer(String path) {
        return String.valueOf(operator().get("/v1/chain").jsonPath().getString(path));
    }

    private String claimed(TestNode node, Hash32 transaction) {
        return claim(node, "{\"chainId\":" + CHAIN + ",\"transactionHash\":\"" + transaction + "\"}")
                .then()
                .statusCode(202)
                .extract()
                .path("claimId");
    }

    private DynamicFeeTransaction signed(Wallet from, long wei) {
        return from.sign(new DynamicFeeTransaction(
                CHAIN,
                0,
                BigInteger.ONE,
                BigInteger.TEN.pow(10),
                100_000,
                till,
                BigInteger.valueOf(wei),
                Bytes.EMPTY,
                List.of(),
                Signature.UNSIGNED));
    }
}
