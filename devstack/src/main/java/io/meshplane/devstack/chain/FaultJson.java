package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.HexData;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Transaction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Faults as {@code dev_setFault} takes and {@code dev_faults} shows them: {@code {"kind":"lag","blocks":5}}. */
final class FaultJson {
    private static final int MAX_DELAY_MILLIS = 600_000;

    private FaultJson() {}

    static String kindOf(Fault fault) {
        return switch (fault) {
            case Fault.Hang hang -> "hang";
            case Fault.Lag lag -> "lag";
            case Fault.Fork fork -> "fork";
            case Fault.Lie lie -> "lie";
            case Fault.Syncing syncing -> "syncing";
            case Fault.WrongChainId wrongChainId -> "wrongChainId";
            case Fault.HttpError error -> "error";
            case Fault.Slow slow -> "slow";
        };
    }

    static Fault read(JsonNode json) throws RpcException {
        String kind = json.path("kind").asText();
        return switch (kind) {
            case "hang" -> new Fault.Hang();
            case "lag" -> new Fault.Lag(number(json, "blocks", 1, ChainHistory.STATES_KEPT - 1, 5));
            case "fork" -> new Fault.Fork(payment(json));
            case "lie" -> new Fault.Lie(fields(json));
            case "syncing" -> new Fault.Syncing();
            case "wrongChainId" -> new Fault.WrongChainId(number(json, "chainId", 1, Integer.MAX_VALUE, 1));
            case "error" -> new Fault.HttpError(number(json, "status", 500, 599, 503));
            case "slow" -> new Fault.Slow(Duration.ofMillis(number(json, "delayMillis", 1, MAX_DELAY_MILLIS, 1_000)));
            default ->
                throw RpcException.invalidParams(
                        "fault kind is not one of hang, lag, fork, lie, syncing, wrongChainId, error, slow");
        };
    }

    static ObjectNode write(Fault fault) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", kindOf(fault));
        return switch (fault) {
            case Fault.Hang hang -> json;
            case Fault.Syncing syncing -> json;
            case Fault.Lag(int blocks) -> json.put("blocks", blocks);
            case Fault.Fork(Optional<Transaction> payment) -> {
                payment.ifPresent(each -> json.put("payment", each.encode().toHex()));
                yield json;
            }
            case Fault.Lie(Set<Fault.Field> fields) -> {
                fields.stream()
                        .sorted()
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .forEach(json.putArray("fields")::add);
                yield json;
            }
            case Fault.WrongChainId(long chainId) -> json.put("chainId", chainId);
            case Fault.HttpError(int status) -> json.put("status", status);
            case Fault.Slow(Duration delay) -> json.put("delayMillis", delay.toMillis());
        };
    }

    private static int number(JsonNode json, String name, int least, int most, int usual) throws RpcException {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return usual;
        }
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            throw RpcException.invalidParams(name + " is not a number in " + least + ".." + most);
        }
        return value.intValue();
    }

    private static Optional<Transaction> payment(JsonNode json) throws RpcException {
        JsonNode raw = json.path("payment");
        if (raw.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Transaction.decode(HexData.parse(raw.asText())));
        } catch (MalformedChainDataException e) {
            throw RpcException.invalidParams("payment: " + e.getMessage());
        }
    }

    private static Set<Fault.Field> fields(JsonNode json) throws RpcException {
        if (json.path("fields").isMissingNode()) {
            return EnumSet.of(Fault.Field.AMOUNT);
        }
        Set<Fault.Field> fields = EnumSet.noneOf(Fault.Field.class);
        for (JsonNode each : json.path("fields")) {
            fields.add(
                    switch (each.asText()) {
                        case "amount" -> Fault.Field.AMOUNT;
                        case "payee" -> Fault.Field.PAYEE;
                        case "status" -> Fault.Field.STATUS;
                        default ->
                            throw RpcException.invalidParams("a lie's field is not one of amount, payee, status");
                    });
        }
        return fields;
    }
}
