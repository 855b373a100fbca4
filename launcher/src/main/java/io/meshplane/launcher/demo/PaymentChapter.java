package io.meshplane.launcher.demo;

import io.meshplane.chain.Address;
import io.meshplane.launcher.Http.Answer;
import io.meshplane.launcher.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The neighbour pays on the chain; the payment is proven by full nodes of which some may lie or hang. */
final class PaymentChapter {
    private static final BigInteger FUNDS = BigInteger.TEN.pow(18);
    private static final BigInteger FIRST = BigInteger.valueOf(250).multiply(BigInteger.TEN.pow(15));
    private static final BigInteger SECOND =
            BigInteger.valueOf(100).multiply(BigInteger.TEN.pow(15)).add(BigInteger.ONE);
    private static final Duration CONFIRMED = Duration.ofSeconds(60);
    private static final String LIAR = "c";
    private static final String HUNG = "d";

    private final Story story;
    private final World world;
    private final MeshChapter books;
    private final DevelopmentChain chain;
    private final Router payer;

    PaymentChapter(Story story, World world, MeshChapter books, Router payer) {
        this.story = story;
        this.world = world;
        this.books = books;
        this.chain = new DevelopmentChain(world);
        this.payer = payer;
    }

    void tell() throws IOException, DidNotHappenException, InterruptedException {
        story.chapter("The neighbour pays, and full nodes prove it");
        chain.pay(DevelopmentChain.rich(), payer.wallet().address(), FUNDS);
        story.await(
                "the neighbour's wallet is filled",
                Story.USUAL,
                () -> Optional.of(chain.balance(payer.wallet().address())).filter(balance -> balance.equals(FUNDS)));
        story.say("Its wallet " + payer.wallet().address() + " holds " + Story.coins(FUNDS)
                + " on the development chain.");
        String first = payAndClaim(FIRST);

        chain.setFault(LIAR, "lie");
        chain.setFault(HUNG, "hang");
        try {
            story.say("Now full node " + LIAR + " lies about amounts, and full node " + HUNG
                    + " never answers. It pays again.");
            payAndClaim(SECOND);
            story.say(
                    "Node " + LIAR + " may vote for a block's true hash; what it alters in the block fails the proof.");
            story.say("What the operator sees of the nodes: " + nodes() + ".");
        } finally {
            chain.clearFaults(LIAR);
            chain.clearFaults(HUNG);
        }
        tellTheft(first);
    }

    private String nodes() throws IOException {
        return world.read(world.url("payment-validator") + "/v1/chain").items("nodes").stream()
                .map(node -> node.text("name") + " " + node.text("state"))
                .collect(Collectors.joining(", "));
    }

    /** @return the transaction's hash */
    private String payAndClaim(BigInteger wei) throws IOException, DidNotHappenException, InterruptedException {
        String account = "node:" + payer.id();
        BigInteger before = books.balance(account);
        Instant begun = story.now();
        String transaction = chain.pay(payer.wallet(), Address.fromHex(world.fact("payee")), wei);
        story.say("It sends " + Story.coins(wei) + " in transaction " + transaction + ",");
        Json claim = awaitVerdict(claim(payer, transaction));
        Json evidence =
                claim.get("evidence").orElseThrow(() -> new DidNotHappenException("the claim has evidence: " + claim));
        List<String> supporters =
                evidence.items("supportingNodes").stream().map(Json::plain).toList();
        story.say("VALID after " + Story.seconds(Duration.between(begun, story.now())) + ": block "
                + evidence.text("height") + ", on which the full nodes " + String.join(", ", supporters) + " agree.");
        story.require(supporters.size() >= 2, "at least two full nodes agree, not " + supporters);
        BigInteger after = story.await(
                "the credit is in the books",
                Story.USUAL,
                () -> Optional.of(books.balance(account)).filter(balance -> !balance.equals(before)));
        story.require(
                after.subtract(before).equals(wei),
                "the balance moved by exactly " + wei + ", but it went from " + before + " to " + after);
        story.say("Its balance went from " + Story.grouped(before) + " to " + Story.grouped(after)
                + " wei: exactly the amount.");
        return transaction;
    }

    /** @return the claim's id */
    private String claim(Router claimant, String transaction) throws DidNotHappenException, InterruptedException {
        // a node that has just enrolled is known to the service a moment later
        Answer answer = story.await("the claim of " + claimant.name() + " is taken", Story.USUAL, () -> {
            Answer taken = claimant.claim(world, transaction);
            if (taken.status() != 202 && taken.status() != 200)
                throw new IOException(taken.status() + " " + taken.body());
            return Optional.of(taken);
        });
        return answer.json().text("claimId");
    }

    private Json awaitVerdict(String claimId) throws DidNotHappenException, InterruptedException {
        String[] told = {""};
        return story.await("the claim is judged", CONFIRMED, () -> {
            Json claim = payer.claimed(world, claimId);
            String state = claim.text("state");
            String waits = claim.get("waitsFor").map(PaymentChapter::inWords).orElse("");
            if (state.equals("PENDING") && !waits.isEmpty() && !waits.equals(told[0])) {
                told[0] = waits;
                story.say("claims it: PENDING, " + waits);
            }
            story.require(!state.equals("INVALID"), "the payment is valid, but: " + claim.text("detail"));
            return state.equals("VALID") ? Optional.of(claim) : Optional.empty();
        });
    }

    private static String inWords(Json waitsFor) {
        return waitsFor.text("what").equals("TRANSACTION")
                ? "no agreed block has it yet"
                : waitsFor.text("confirmations") + " of " + waitsFor.text("needed") + " confirmations";
    }

    /** Somebody else claims the first payment. */
    private void tellTheft(String transaction) throws IOException, DidNotHappenException, InterruptedException {
        Router thief = EnrolmentChapter.newRouter("free-rider");
        EnrolmentChapter.enrol(story, world, thief);
        BigInteger before = books.balance("node:" + payer.id());
        String claimId = claim(thief, transaction);
        Json claim = story.await(
                "the second claim is judged",
                CONFIRMED,
                () -> Optional.of(thief.claimed(world, claimId))
                        .filter(judged -> !judged.text("state").equals("PENDING")));
        BigInteger gained = books.balance("node:" + thief.id());
        story.require(gained.signum() == 0, "the free-rider gains nothing, but its balance is " + gained);
        story.require(books.balance("node:" + payer.id()).equals(before), "the payer keeps its balance of " + before);
        story.say("Another node claims the first payment as its own: " + claim.text("state") + ", and it gains 0 wei;");
        story.say("credit goes to the node whose wallet paid, once.");
    }
}
