package io.meshplane.devstack.chain;

import java.io.Serial;

/** A JSON-RPC error object: its code (JSON-RPC 2.0, EIP-1474) and message. */
final class RpcException extends Exception {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    static final int SERVER_ERROR = -32000;

    /** As geth: execution reverted. */
    static final int REVERTED = 3;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String text;

    RpcException(int code, String message) {
        super(message);
        this.code = code;
        this.text = message;
    }

    static RpcException invalidParams(String message) {
        return new RpcException(INVALID_PARAMS, message);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return text;
    }

    int code() {
        return code;
    }
}
