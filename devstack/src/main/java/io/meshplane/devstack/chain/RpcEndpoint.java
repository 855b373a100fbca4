package io.meshplane.devstack.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON-RPC 2.0 of one node: single calls, notifications and batches. */
final class RpcEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(RpcEndpoint.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_BATCH = 1_000;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ChainDriver driver;
    private final DevNode node;
    private final EthMethods eth;
    private final DevMethods dev;

    RpcEndpoint(ChainDriver driver, DevNode node, InstantSource clock) {
        this.driver = driver;
        this.node = node;
        this.eth = new EthMethods(driver, node);
        this.dev = new DevMethods(driver, node, clock);
    }

    /** The request's JSON; empty if it is none. */
    Optional<JsonNode> parse(byte[] body) throws IOException {
        try {
            return Optional.ofNullable(MAPPER.readTree(body)).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    byte[] write(JsonNode answer) throws IOException {
        return MAPPER.writeValueAsBytes(answer);
    }

    /** Whether this is a single call of a {@code dev_*} method, which faults must not keep from working. */
    boolean isControl(JsonNode request) {
        return request.path("method").asText().startsWith(DevMethods.PREFIX);
    }

    static ObjectNode parseError() {
        return error(JSON.nullNode(), RpcException.PARSE_ERROR, "parse error");
    }

    /** The answer; empty if nothing in the request asks for one. */
    Optional<JsonNode> answer(JsonNode request) {
        if (!request.isArray()) {
            return one(request).map(each -> each);
        }
        if (request.isEmpty()) {
            return Optional.of(error(JSON.nullNode(), RpcException.INVALID_REQUEST, "empty batch"));
        }
        if (request.size() > MAX_BATCH) {
            return Optional.of(error(JSON.nullNode(), RpcException.INVALID_REQUEST, "batch too large"));
        }
        ArrayNode answers = JSON.arrayNode();
        request.forEach(each -> one(each).ifPresent(answers::add));
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers);
    }

    private Optional<ObjectNode> one(JsonNode request) {
        JsonNode id = request.path("id");
        boolean valid = request.path("jsonrpc").asText().equals("2.0")
                && request.path("method").isTextual()
                && (id.isMissingNode() || id.isNull() || id.isTextual() || id.isNumber());
        if (!valid) {
            boolean usableId = id.isTextual() || id.isNumber();
            return Optional.of(error(usableId ? id : JSON.nullNode(), RpcException.INVALID_REQUEST, "invalid request"));
        }
        ObjectNode answer = call(request, id.isMissingNode() ? JSON.nullNode() : id);
        return id.isMissingNode() ? Optional.empty() : Optional.of(answer);
    }

    private ObjectNode call(JsonNode request, JsonNode id) {
        String method = request.path("method").asText();
        JsonNode params = request.path("params");
        try {
            if (!params.isMissingNode() && !params.isArray()) {
                throw RpcException.invalidParams("non-array args");
            }
            JsonNode result = driver.exclusively(() -> dispatch(method, new RpcParams(params)));
            ObjectNode answer = JSON.objectNode().put("jsonrpc", "2.0");
            answer.set("id", id);
            answer.set("result", result);
            return answer;
        } catch (RpcException e) {
            return error(id, e.code(), e.getMessage());
        } catch (Exception e) {
            LOG.error("chain node call failed node={} method={}", node.index(), method, e);
            return error(id, RpcException.INTERNAL_ERROR, "internal error");
        }
    }

    private JsonNode dispatch(String method, RpcParams params) throws RpcException, IOException {
        if (method.startsWith(DevMethods.PREFIX)) {
            return dev.call(method, params);
        }
        JsonNode result = eth.call(method, params);
        node.fault(Fault.Lie.class).ifPresent(lie -> Lies.tell(result, lie.fields()));
        return result;
    }

    private static ObjectNode error(JsonNode id, int code, String message) {
        ObjectNode answer = JSON.objectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }
}
