package io.meshplane.deploy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts a mistake into a tree, to see that it is found. */
final class Mistake {
    /**
     * Replaces, adds or removes a value.
     *
     * @param at JSON pointer; its parent must be there
     * @param value JSON in single quotes; {@code -} removes
     */
    static void make(ObjectNode tree, String at, String value) {
        JsonPointer pointer = JsonPointer.compile(at);
        JsonNode parent = tree.at(pointer.head());
        if (value.equals("-")) remove(parent, pointer);
        else set(parent, pointer, json(value));
    }

    private static void remove(JsonNode parent, JsonPointer pointer) {
        JsonNode removed = switch (parent) {
            case ObjectNode object -> object.remove(pointer.last().getMatchingProperty());
            case ArrayNode array -> array.remove(pointer.last().getMatchingIndex());
            default -> null;
        };
        if (removed == null) throw new IllegalArgumentException("nothing at " + pointer);
    }

    private static void set(JsonNode parent, JsonPointer pointer, JsonNode value) {
        switch (parent) {
            case ObjectNode object -> object.set(pointer.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(pointer.last().getMatchingIndex(), value);
            default -> throw new IllegalArgumentException("no parent of " + pointer);
        }
    }

    private static JsonNode json(String text) {
        try {
            return YamlFiles.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private Mistake() {}
}
