package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.InstantSource;

/** The methods {@code dev_*}: a node's faults, and blocks and reorganisations on demand. Faults do not touch them. */
final class DevMethods {
    static final String PREFIX = "dev_";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_BLOCKS = 1_000;

    private final ChainDriver driver;
    private final DevNode node;
    private final InstantSource clock;

    DevMethods(ChainDriver driver, DevNode node, InstantSource clock) {
        this.driver = driver;
        this.node = node;
        this.clock = clock;
    }

    JsonNode call(String method, RpcParams params) throws RpcException, IOException {
        return switch (method) {
            case "dev_setFault" -> {
                node.set(FaultJson.read(params.value(0)), driver.history());
                driver.markActivity();
                yield JSON.booleanNode(true);
            }
            case "dev_clearFault" -> clear(params);
            case "dev_faults" -> faults();
            case "dev_mine" -> mine(params.count(0, 1, MAX_BLOCKS));
            case "dev_reorg" -> reorganise(params.count(0, 1, ChainDriver.MAX_REORG_DEPTH));
            default ->
                throw new RpcException(
                        RpcException.METHOD_NOT_FOUND, "the method " + method + " does not exist/is not available");
        };
    }

    /** All faults, or those of the kind named. */
    private JsonNode clear(RpcParams params) {
        String kind = params.optional(0).map(JsonNode::asText).orElse("");
        for (Fault fault : node.faults()) {
            if (kind.isEmpty() || kind.equals(FaultJson.kindOf(fault))) {
                node.clear(fault.getClass());
            }
        }
        return JSON.booleanNode(true);
    }

    private JsonNode faults() {
        ArrayNode faults = JSON.arrayNode();
        node.faults().forEach(fault -> faults.add(FaultJson.write(fault)));
        return faults;
    }

    private JsonNode mine(int blocks) throws IOException {
        for (int i = 0; i < blocks; i++) {
            driver.mine(driver.nextTimestamp(clock.instant().getEpochSecond()));
        }
        return ChainJson.quantity(driver.history().height());
    }

    private JsonNode reorganise(int depth) throws IOException, RpcException {
        if (depth > driver.history().height()) {
            throw RpcException.invalidParams("the chain is not that high");
        }
        driver.reorganise(depth);
        return ChainJson.quantity(driver.history().height());
    }
}
