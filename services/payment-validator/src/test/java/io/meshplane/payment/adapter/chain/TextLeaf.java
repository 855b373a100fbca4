package io.meshplane.payment.adapter.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A text in hexadecimal digits somewhere in a JSON document, to be altered in place.
 *
 * @param name its path without the places in lists
 */
record TextLeaf(String name, String text, Consumer<JsonNode> setter) {

    /** All of a document. */
    static List<TextLeaf> allOf(JsonNode document) {
        List<TextLeaf> leaves = new ArrayList<>();
        collect(document, "", leaves);
        return leaves;
    }

    private static void collect(JsonNode node, String name, List<TextLeaf> leaves) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(each -> {
                String path = name.isEmpty() ? each : name + "/" + each;
                visit(object.path(each), path, value -> object.set(each, value), leaves);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int place = i;
                visit(array.path(i), name, value -> array.set(place, value), leaves);
            }
        }
    }

    private static void visit(JsonNode node, String name, Consumer<JsonNode> setter, List<TextLeaf> leaves) {
        if (node.isTextual() && node.textValue().startsWith("0x"))
            leaves.add(new TextLeaf(name, node.textValue(), setter));
        else collect(node, name, leaves);
    }

    /** Each text that differs from this one in one bit of one digit. */
    List<String> withEachBitFlipped() {
        List<String> all = new ArrayList<>();
        for (int i = 2; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            for (int bit = 0; bit < 4; bit++) {
                all.add(text.substring(0, i) + Character.forDigit(digit ^ (1 << bit), 16) + text.substring(i + 1));
            }
        }
        return all;
    }

    void set(String other) {
        setter.accept(TextNode.valueOf(other));
    }

    void restore() {
        set(text);
    }
}
