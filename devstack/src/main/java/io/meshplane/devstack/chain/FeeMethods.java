package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.HexQuantity;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Transaction;
import io.meshplane.devstack.chain.SealedBlock.Included;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The methods by which a wallet prices, tries and sends a transaction. Under the driver's lock. */
final class FeeMethods {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final BigInteger USUAL_PRIORITY_FEE = BigInteger.valueOf(1_000_000_000);
    private static final int MAX_FEE_HISTORY = 1_024;
    private static final int MAX_PERCENTILES = 100;

    private final ChainDriver driver;

    FeeMethods(ChainDriver driver) {
        this.driver = driver;
    }

    JsonNode call(String method, RpcParams params, ChainView view) throws RpcException {
        return switch (method) {
            case "eth_gasPrice" ->
                ChainJson.quantity(Gas.nextBaseFee(view.head()).add(USUAL_PRIORITY_FEE));
            case "eth_maxPriorityFeePerGas" -> ChainJson.quantity(USUAL_PRIORITY_FEE);
            case "eth_feeHistory" -> feeHistory(params, view);
            case "eth_estimateGas" -> estimate(params.call(0), view);
            case "eth_call" ->
                JSON.textNode(
                        read(params.call(0), EthMethods.state(params, view)).toHex());
            case "eth_sendRawTransaction" -> send(params.data(0));
            default ->
                throw new RpcException(
                        RpcException.METHOD_NOT_FOUND, "the method " + method + " does not exist/is not available");
        };
    }

    private JsonNode send(Bytes raw) throws RpcException {
        Transaction transaction;
        try {
            transaction = Transaction.decode(raw);
        } catch (MalformedChainDataException e) {
            String message = Transaction.isOfUnknownType(raw) ? "transaction type not supported" : e.getMessage();
            throw new RpcException(RpcException.SERVER_ERROR, message);
        }
        return switch (driver.pool().submit(transaction, driver.history().headState())) {
            case Mempool.Admission.Admitted admitted -> {
                driver.markActivity();
                yield JSON.textNode(admitted.hash().toString());
            }
            case Mempool.Admission.Refused refused ->
                throw new RpcException(RpcException.SERVER_ERROR, refused.message());
        };
    }

    private static Bytes read(RpcParams.Call call, WorldState state) throws RpcException {
        if (call.to().isEmpty() || !call.to().get().equals(DevToken.ADDRESS)) {
            return Bytes.EMPTY;
        }
        if (Erc20.decodeTransferCall(call.data()).isPresent()) {
            requireTokenTransfer(call, state);
            return Erc20.word(BigInteger.ONE).bytes();
        }
        return DevToken.read(call.data(), state).orElseThrow(FeeMethods::reverted);
    }

    private static JsonNode estimate(RpcParams.Call call, ChainView view) throws RpcException {
        long gas = Gas.intrinsic(call.data(), List.of());
        if (call.to().isPresent() && call.to().get().equals(DevToken.ADDRESS)) {
            requireTokenTransfer(call, view.stateAfter(view.head()));
            gas += Gas.TOKEN_TRANSFER;
        }
        return ChainJson.quantity(Math.max(gas, Gas.floor(call.data())));
    }

    private static void requireTokenTransfer(RpcParams.Call call, WorldState state) throws RpcException {
        Erc20.TransferCall transfer = Erc20.decodeTransferCall(call.data()).orElseThrow(FeeMethods::reverted);
        BigInteger held = state.tokenUnits(call.from().orElse(Address.ZERO));
        if (call.value().signum() != 0 || held.compareTo(transfer.amount()) < 0) {
            throw reverted();
        }
    }

    private static RpcException reverted() {
        return new RpcException(RpcException.REVERTED, "execution reverted");
    }

    private static JsonNode feeHistory(RpcParams params, ChainView view) throws RpcException {
        long newest = params.block(1, view)
                .orElseThrow(() -> new RpcException(RpcException.SERVER_ERROR, "request beyond head block"))
                .number();
        long count = Math.min(params.count(0, 1, MAX_FEE_HISTORY), newest + 1);
        List<Double> percentiles = percentiles(params);
        ObjectNode json = JSON.objectNode().put("oldestBlock", HexQuantity.format(newest + 1 - count));
        ArrayNode baseFees = json.putArray("baseFeePerGas");
        ArrayNode ratios = json.putArray("gasUsedRatio");
        ArrayNode rewards = JSON.arrayNode();
        for (long number = newest + 1 - count; number <= newest; number++) {
            SealedBlock block = view.block(number).orElseThrow();
            baseFees.add(HexQuantity.format(block.baseFee()));
            ratios.add((double) block.header().gasUsed() / block.header().gasLimit());
            rewards.add(rewards(block, percentiles));
            if (number == newest) {
                baseFees.add(HexQuantity.format(Gas.nextBaseFee(block)));
            }
        }
        if (!percentiles.isEmpty()) {
            json.set("reward", rewards);
        }
        return json;
    }

    private static List<Double> percentiles(RpcParams params) throws RpcException {
        List<Double> percentiles = new ArrayList<>();
        double last = 0;
        for (JsonNode each : params.optional(2).orElseGet(JSON::arrayNode)) {
            boolean rising = each.isNumber() && each.doubleValue() >= last && each.doubleValue() <= 100;
            if (!rising || percentiles.size() == MAX_PERCENTILES) {
                throw RpcException.invalidParams("invalid reward percentile");
            }
            last = each.doubleValue();
            percentiles.add(last);
        }
        return percentiles;
    }

    /** Priority fees at percentiles of the gas used. */
    private static ArrayNode rewards(SealedBlock block, List<Double> percentiles) {
        List<Included> byTip = block.transactions().stream()
                .sorted(Comparator.comparing(Included::gasPrice))
                .toList();
        ArrayNode rewards = JSON.arrayNode();
        for (double percentile : percentiles) {
            double threshold = block.header().gasUsed() * percentile / 100;
            BigInteger tip = BigInteger.ZERO;
            long gas = 0;
            for (Included each : byTip) {
                if (gas > 0 && gas >= threshold) {
                    break;
                }
                gas += each.gasUsed();
                tip = each.gasPrice().subtract(block.baseFee());
            }
            rewards.add(HexQuantity.format(tip));
        }
        return rewards;
    }
}
