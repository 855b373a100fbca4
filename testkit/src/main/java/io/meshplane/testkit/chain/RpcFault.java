package io.meshplane.testkit.chain;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;

/** How a full node fails, seen from whoever asks it over JSON-RPC. */
public sealed interface RpcFault {
    /** It answers, but late. */
    record Delay(Duration each) implements RpcFault {}

    /** Nothing listens. */
    record Refuse() implements RpcFault {}

    /** It takes the request and never answers. */
    record Hang() implements RpcFault {}

    /** It sends the head and half of the body, and never the rest. */
    record HangMidBody() implements RpcFault {}

    /** It asks to be left alone: 429 with Retry-After. */
    record TooManyRequests(Duration retryAfter) implements RpcFault {}

    /**
     * It fails.
     *
     * @param status 500 to 599
     */
    record ServerError(int status) implements RpcFault {}

    /** It hangs up in the middle of the body that it announced. */
    record Truncate() implements RpcFault {}

    /** It sends one byte at a time, with so much time between them. */
    record Drip(Duration between) implements RpcFault {}

    /** It sends a well-formed answer of at least so many bytes. */
    record Oversize(long bytes) implements RpcFault {}

    /** It knows no block above this height, as one that no longer follows the chain. */
    record StaleHead(long height) implements RpcFault {}

    /**
     * One bit of a member of the result is another one; answers without that member are as they were.
     *
     * @param method whose results are altered
     * @param member of the result, a text of hexadecimal digits
     */
    record Tamper(String method, JsonPointer member) implements RpcFault {}

    /** It says that it serves another chain. */
    record WrongChainId(long chainId) implements RpcFault {}

    /** It sends this instead of JSON. */
    record Garbage(String text) implements RpcFault {}

    /** It resets the connection once it has read the request. */
    record Reset() implements RpcFault {}

    /** Its answer has the member {@code result} twice, the second one null: parsers differ in which of them counts. */
    record DuplicateKeys() implements RpcFault {}
}
