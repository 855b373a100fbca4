package io.meshplane.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Strategic merge patches of the Kubernetes API for the objects that deploy/ patches: objects merge, null deletes, lists of
 * things with a key merge by that key, other lists are replaced.
 */
final class StrategicMerge {
    /** Lists and their keys, as the API's {@code x-kubernetes-patch-merge-key} has them. */
    static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "ports", "containerPort",
            "volumes", "name",
            "volumeMounts", "mountPath",
            "topologySpreadConstraints", "topologyKey");

    /** Lays a patch over an object. */
    static void into(ObjectNode target, JsonNode patch) {
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            String field = change.getKey();
            JsonNode wanted = change.getValue();
            JsonNode present = target.path(field);
            if (wanted.isNull()) {
                target.remove(field);
            } else if (wanted.isObject() && present instanceof ObjectNode object) {
                into(object, wanted);
            } else if (wanted.isArray() && present instanceof ArrayNode list && KEYS.containsKey(field)) {
                intoList(list, wanted, KEYS.get(field));
            } else {
                target.set(field, wanted.deepCopy());
            }
        }
    }

    private static void intoList(ArrayNode list, JsonNode patch, String key) {
        for (JsonNode wanted : patch) {
            JsonNode present = null;
            for (JsonNode item : list) {
                if (item.path(key).equals(wanted.path(key))) present = item;
            }
            if (present == null) list.add(wanted.deepCopy());
            else into((ObjectNode) present, wanted);
        }
    }

    private StrategicMerge() {}
}
