package io.meshplane.agent.adapter.http;

import io.meshplane.agent.domain.steering.BabelSettings;
import io.meshplane.agent.domain.steering.BabelSettings.Cost;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** babeld's settings as route-service writes them (docs/babel-settings.md). */
final class SettingsForm {
    private static final int INTERFACES_MAX = 256;
    private static final Pattern TAG = Pattern.compile("(W/)?\"[!-~&&[^\"]]{1,200}\"");
    private static final Pattern AMOUNT = Pattern.compile("0|[1-9][0-9]{0,77}");

    /**
     * Reads an answer of route-service.
     *
     * @param tag its entity tag; null = it has none
     * @throws IllegalArgumentException if it is none
     */
    static BabelSettings read(@Nullable String tag, Buffer body) {
        if (tag == null || !TAG.matcher(tag).matches()) throw new IllegalArgumentException("no entity tag");
        try {
            return read(tag, new JsonObject(body));
        } catch (DecodeException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    private static BabelSettings read(String version, JsonObject json) {
        try {
            Map<String, Cost> costs = new TreeMap<>();
            for (Object each : items(json, "costs")) {
                JsonObject cost = (JsonObject) each;
                costs.put(text(cost, "interfaceName"), new Cost(integer(cost, "rxcost"), until(cost)));
            }
            Map<String, BigInteger> prices = new TreeMap<>();
            for (Object each : items(json, "prices")) {
                JsonObject price = (JsonObject) each;
                String amount = text(price, "price");
                if (!AMOUNT.matcher(amount).matches()) throw new IllegalArgumentException("price: no amount");
                prices.put(text(price, "interfaceName"), new BigInteger(amount));
            }
            return new BabelSettings(version, costs, prices);
        } catch (ClassCastException | DateTimeException e) {
            throw new IllegalArgumentException("a member of another type", e);
        }
    }

    private static JsonArray items(JsonObject json, String name) {
        JsonArray items = json.getJsonArray(name);
        if (items == null) throw new IllegalArgumentException(name + " is missing");
        if (items.size() > INTERFACES_MAX) throw new IllegalArgumentException(name + ": more than " + INTERFACES_MAX);
        return items;
    }

    private static String text(JsonObject json, String name) {
        if (json.getValue(name) instanceof String text) return text;
        throw new IllegalArgumentException(name + ": a text is expected");
    }

    private static int integer(JsonObject json, String name) {
        if (json.getValue(name) instanceof Integer number) return number;
        throw new IllegalArgumentException(name + ": an integer is expected");
    }

    private static @Nullable Instant until(JsonObject cost) {
        return cost.getValue("until") == null ? null : Instant.parse(text(cost, "until"));
    }

    private SettingsForm() {}
}
