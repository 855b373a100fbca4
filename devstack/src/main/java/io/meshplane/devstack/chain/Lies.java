package io.meshplane.devstack.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.chain.Address;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.Hash32;
import java.math.BigInteger;
import java.util.Set;

/** Alters answers in place. Hashes stay as they are, so a client that recomputes them finds out. */
final class Lies {
    /** Who a lie says was paid: the address of the private key 1, which belongs to everybody. */
    static final Address FALSE_PAYEE = Address.fromHex("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf");

    private Lies() {}

    static void tell(JsonNode answer, Set<Fault.Field> fields) {
        if (answer instanceof ObjectNode object) {
            fields.forEach(field -> alter(object, field));
        }
        answer.forEach(child -> tell(child, fields));
    }

    private static void alter(ObjectNode object, Fault.Field field) {
        boolean log = object.has("topics") && object.has("data");
        switch (field) {
            case AMOUNT -> {
                if (object.has("value")) {
                    object.put("value", tenfoldQuantity(object.get("value").asText()));
                }
                if (log) {
                    object.put("data", tenfoldWord(object.get("data").asText()));
                }
            }
            case PAYEE -> {
                if (object.path("to").isTextual()) {
                    object.put("to", FALSE_PAYEE.toLowerHex());
                }
                if (log && object.get("topics") instanceof ArrayNode topics && topics.size() == 3) {
                    topics.set(2, topics.textNode(Erc20.word(FALSE_PAYEE).toString()));
                }
            }
            case STATUS -> {
                if (object.has("status")) {
                    object.put("status", "0x1".equals(object.get("status").asText()) ? "0x0" : "0x1");
                }
            }
        }
    }

    /** Ten times and one more, so that zero is altered too. */
    private static BigInteger inflated(String hex) {
        return new BigInteger(hex.substring(2), 16).multiply(BigInteger.TEN).add(BigInteger.ONE);
    }

    private static String tenfoldQuantity(String quantity) {
        return "0x" + inflated(quantity).toString(16);
    }

    private static String tenfoldWord(String data) {
        Hash32 word = Erc20.word(inflated(data).mod(BigInteger.ONE.shiftLeft(256)));
        return word.toString();
    }
}
