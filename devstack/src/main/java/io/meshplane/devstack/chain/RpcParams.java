package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.HexData;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.MalformedChainDataException;
import java.math.BigInteger;
import java.util.Optional;

/** The positional parameters of a call, each read strictly. */
final class RpcParams {
    private final JsonNode values;

    /** @param values an array, or a missing node for none */
    RpcParams(JsonNode values) {
        this.values = values;
    }

    /** Reads hex text of one kind. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String text) throws MalformedChainDataException;
    }

    Optional<JsonNode> optional(int index) {
        return Optional.ofNullable(values.get(index)).filter(value -> !value.isNull());
    }

    JsonNode value(int index) throws RpcException {
        return optional(index)
                .orElseThrow(() -> RpcException.invalidParams("missing value for required argument " + index));
    }

    Hash32 hash(int index) throws RpcException {
        return read(value(index), "argument " + index, Hash32::parse);
    }

    Address address(int index) throws RpcException {
        return read(value(index), "argument " + index, RpcParams::parseAddress);
    }

    Bytes data(int index) throws RpcException {
        return read(value(index), "argument " + index, HexData::parse);
    }

    /** A count as a quantity; also as a JSON number, which old clients send. */
    int count(int index, int usual, int most) throws RpcException {
        Optional<JsonNode> value = optional(index);
        if (value.isEmpty()) {
            return usual;
        }
        long count = value.get().isIntegralNumber()
                ? value.get().longValue()
                : read(value.get(), "argument " + index, HexQuantity::parseLong);
        if (count < 1 || count > most) {
            throw RpcException.invalidParams("argument " + index + " is not in 1.." + most);
        }
        return (int) count;
    }

    boolean flag(int index) throws RpcException {
        JsonNode value = value(index);
        if (!value.isBoolean()) {
            throw RpcException.invalidParams("argument " + index + " is not a boolean");
        }
        return value.booleanValue();
    }

    /** A block by tag or number; empty if the view has no such block. Absent means latest. */
    Optional<SealedBlock> block(int index, ChainView view) throws RpcException {
        String text = optional(index).map(JsonNode::asText).orElse("latest");
        return switch (text) {
            case "latest", "pending" -> Optional.of(view.head());
            case "safe" -> Optional.of(view.safe());
            case "finalized" -> Optional.of(view.finalized());
            case "earliest" -> view.block(0);
            default -> view.block(read(value(index), "argument " + index, HexQuantity::parseLong));
        };
    }

    /** The receiver, value and data of a call object; from is optional in it. */
    record Call(Optional<Address> from, Optional<Address> to, BigInteger value, Bytes data) {}

    Call call(int index) throws RpcException {
        JsonNode json = value(index);
        if (!json.isObject()) {
            throw RpcException.invalidParams("argument " + index + " is not a call object");
        }
        Bytes input = field(json, "input", HexData::parse).orElse(Bytes.EMPTY);
        return new Call(
                field(json, "from", RpcParams::parseAddress),
                field(json, "to", RpcParams::parseAddress),
                field(json, "value", HexQuantity::parse).orElse(BigInteger.ZERO),
                input.isEmpty() ? field(json, "data", HexData::parse).orElse(Bytes.EMPTY) : input);
    }

    private static <T> Optional<T> field(JsonNode json, String name, Reader<T> reader) throws RpcException {
        JsonNode value = json.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(read(value, name, reader));
    }

    /** Nodes take addresses of any case, with a checksum or without. */
    private static Address parseAddress(String text) throws MalformedChainDataException {
        return new Address(HexData.parse(text, Address.SIZE_BYTES));
    }

    private static <T> T read(JsonNode value, String what, Reader<T> reader) throws RpcException {
        if (!value.isTextual()) {
            throw RpcException.invalidParams("invalid " + what + ": not a string");
        }
        try {
            return reader.read(value.textValue());
        } catch (MalformedChainDataException e) {
            throw RpcException.invalidParams("invalid " + what + ": " + e.getMessage());
        }
    }
}
