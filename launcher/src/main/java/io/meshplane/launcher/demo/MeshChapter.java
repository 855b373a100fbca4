package io.meshplane.launcher.demo;

import io.meshplane.launcher.Http.Answer;
import io.meshplane.launcher.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Links become routes, operators set prices, and traffic becomes money. */
final class MeshChapter {
    /** Of a billion bytes over the first hop; each further hop asks as much again. */
    private static final BigInteger FIRST_PRICE = BigInteger.TEN.pow(15);

    private static final Duration BILLING = Duration.ofSeconds(60);

    private final Story story;
    private final World world;

    MeshChapter(Story story, World world) {
        this.story = story;
        this.world = world;
    }

    /** The longest route of the mesh, once all its routers have one; its hops get prices. */
    Route preparePrices() throws IOException, DidNotHappenException, InterruptedException {
        int routers = Integer.parseInt(world.fact("mesh"));
        story.require(routers >= 2, "the system runs with simulated routers: start it with --mesh 6");
        Route longest = story.await("all routers of the mesh have a route", BILLING, () -> longest(routers));
        BigInteger price = FIRST_PRICE;
        for (Route.Hop hop : longest.hops()) {
            setPrice(hop, price);
            price = price.add(FIRST_PRICE);
        }
        return longest;
    }

    private Optional<Route> longest(int routers) throws IOException {
        List<Route> routes = world.read(world.inNetwork("route-service", "/routes?limit=1000")).items("routes").stream()
                .filter(route -> route.text("reachable").equals("true"))
                .map(Route::of)
                .filter(route -> !route.hops().isEmpty())
                .toList();
        // the gateway itself has no hop to go
        Set<String> nodes = new HashSet<>(routes.stream().map(Route::node).toList());
        return nodes.size() < routers - 1
                ? Optional.empty()
                : routes.stream()
                        .max(Comparator.comparingInt(route -> route.hops().size()));
    }

    private void setPrice(Route.Hop hop, BigInteger price) throws IOException {
        String url = world.inNetwork("route-service", "/prices/" + hop.from() + "/" + hop.interfaceName());
        String body = "{\"price\":\"" + price + "\",\"asset\":" + Json.quote(World.COIN.toString()) + "}";
        Answer answer = world.operator().call("PUT", url, body);
        World.expect(200, answer, "the price of " + hop.interfaceName());
    }

    /** Traffic over the first priced hop becomes entries. */
    void tellUsage(Route route) throws IOException, DidNotHappenException, InterruptedException {
        story.chapter("Traffic becomes money in the books");
        Route.Hop hop = route.hops().getFirst();
        story.say("Node " + hop.from() + " sells what it sends over " + hop.interfaceName() + " to " + hop.to());
        story.say("for " + Story.coins(hop.price()) + " per billion bytes.");
        String buyer = "node:" + hop.to();
        String seller = "revenue:" + hop.from();
        BigInteger before = balance(buyer);
        BigInteger after = story.await("traffic of " + hop.from() + " is billed", BILLING, () -> {
            BigInteger now = balance(buyer);
            return now.compareTo(before) < 0 && balance(seller).signum() > 0 ? Optional.of(now) : Optional.empty();
        });
        story.say("The buyer's balance went from " + Story.grouped(before) + " to " + Story.grouped(after) + " wei;");
        story.say("the seller has earned " + Story.grouped(balance(seller)) + " wei so far.");
        tellAudit();
    }

    private void tellAudit() throws IOException, DidNotHappenException {
        Json audit = world.read(world.inNetwork("payment-validator", "/audit"));
        String sum =
                audit.get("sums").map(sums -> sums.text(World.COIN.toString())).orElse("");
        story.require(
                sum.equals("0") && audit.text("driftingBalances").equals("0"), "all entries add up to zero: " + audit);
        story.say("Audit: all entries of the network add up to " + sum + ", every balance is the sum of its entries.");
    }

    /** Where an account stands, in wei; zero if it has no entries. */
    BigInteger balance(String account) throws IOException {
        String url = world.inNetwork("payment-validator", "/accounts/" + account);
        Answer answer = world.operator().call("GET", url, "");
        if (answer.status() == 404) return BigInteger.ZERO;
        return World.expect(200, answer, url).items("balances").stream()
                .filter(balance -> balance.text("asset").equals(World.COIN.toString()))
                .map(balance -> new BigInteger(balance.text("balance")))
                .findFirst()
                .orElse(BigInteger.ZERO);
    }

    /** The route of a node, once its first hop has a price. */
    Route priced(String node) throws DidNotHappenException, InterruptedException {
        String url = world.inNetwork("route-service", "/routes/" + node);
        return story.await(
                "the route of " + node + " has a price",
                Story.USUAL,
                () -> Optional.of(Route.of(world.read(url)))
                        .filter(found -> found.hops().getFirst().price().signum() > 0));
    }

    /** A route with its terms, which must add up. */
    void tellRoute(String node) throws DidNotHappenException, InterruptedException {
        story.chapter("Links become a route with a price");
        Route route = priced(node);
        story.say("From " + node + " to the internet by gateway " + route.gateway() + ":");
        BigInteger price = BigInteger.ZERO;
        long metric = 0;
        for (Route.Hop hop : route.hops()) {
            story.say("  " + hop.interfaceName() + " to " + hop.to() + ": cost " + hop.cost() + ", "
                    + Story.coins(hop.paid()) + " per billion bytes");
            price = price.add(hop.paid());
            metric += hop.cost();
        }
        story.require(
                metric == route.metric() && price.equals(route.price()),
                "the hops add up to the route's cost " + route.metric() + " and price " + route.price() + ", not to "
                        + metric + " and " + price);
        story.say("Its own first hop costs a node nothing: nobody sells to himself.");
        story.say("Together (" + route.hops().size() + " hops): cost " + metric + " and " + Story.coins(price)
                + " per billion bytes.");
    }
}
