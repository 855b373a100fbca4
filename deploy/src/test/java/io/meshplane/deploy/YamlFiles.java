package io.meshplane.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML with anchors and merge keys resolved; a key given twice is an error. */
final class YamlFiles {
    static final JsonMapper JSON = new JsonMapper();

    /** Every object of a file of one or more documents. */
    static List<ObjectNode> objects(Path file) {
        return objects(Checkout.text(file), file.toString());
    }

    static List<ObjectNode> objects(String text, String name) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<ObjectNode> objects = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
            if (document == null) continue;
            JsonNode tree = JSON.valueToTree(document);
            if (!(tree instanceof ObjectNode object)) throw new IllegalArgumentException(name + ": not an object");
            objects.add(object);
        }
        return objects;
    }

    static ObjectNode one(Path file) {
        List<ObjectNode> objects = objects(file);
        if (objects.size() != 1) throw new IllegalArgumentException(file + ": one document is expected");
        return objects.getFirst();
    }

    /** The texts of an array; a scalar is an array of one. */
    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) node.forEach(item -> texts.add(item.asText()));
        else if (!node.isMissingNode() && !node.isNull()) texts.add(node.asText());
        return texts;
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        Objects.requireNonNull(object).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private YamlFiles() {}
}
