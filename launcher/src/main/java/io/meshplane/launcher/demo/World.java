package io.meshplane.launcher.demo;

import io.meshplane.contracts.money.Asset;
import io.meshplane.launcher.Http.Answer;
import io.meshplane.launcher.Json;
import io.meshplane.launcher.Operator;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The running system, as its operator sees it.
 *
 * @param facts as {@code up} writes them: ports, data folder, network
 */
record World(Properties facts, Operator operator) {
    /** Of the development chain. */
    static final long CHAIN_ID = 7357;

    static final Asset COIN = Asset.coinOf(CHAIN_ID);

    private static final String LOOPBACK = "http://127.0.0.1:";

    static World of(Path factsFile) throws IOException {
        Properties facts = new Properties();
        try (Reader reader = Files.newBufferedReader(factsFile)) {
            facts.load(reader);
        }
        Path secret = Path.of(facts.getProperty("data", "")).resolve("secrets/operator.secret");
        String issuer = LOOPBACK + facts.getProperty("issuer.port");
        return new World(facts, new Operator(issuer, Files.readString(secret).strip()));
    }

    String fact(String name) {
        String value = facts.getProperty(name);
        if (value == null) throw new IllegalStateException("the running system does not say its " + name);
        return value;
    }

    int port(String part) {
        return Integer.parseInt(fact(part + ".port"));
    }

    String url(String part) {
        return LOOPBACK + port(part);
    }

    /** The address of a resource of the network. */
    String inNetwork(String service, String path) {
        return url(service) + "/v1/networks/" + fact("network") + path;
    }

    /** What the operator reads there. @throws IOException unless it is there */
    Json read(String url) throws IOException {
        return expect(200, operator.call("GET", url, ""), url);
    }

    /** @throws IOException with what the service says, if it answers otherwise */
    static Json expect(int status, Answer answer, String what) throws IOException {
        if (answer.status() != status)
            throw new IOException(what + " answers " + answer.status() + " " + answer.body());
        return answer.json();
    }
}
