package io.meshplane.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves a kustomization, as far as deploy/ uses that language; whatever else a kustomization says is an error here. The test
 * {@code KustomizeTest} holds it against the real program where that is installed.
 */
final class Kustomize {
    private static final Set<String> FIELDS =
            Set.of("apiVersion", "kind", "namespace", "resources", "patches", "images", "labels");
    private static final Set<String> CLUSTER_WIDE = Set.of("Namespace");

    private final Path folder;
    private final ObjectNode kustomization;

    private Kustomize(Path folder) {
        this.folder = folder;
        this.kustomization = YamlFiles.one(folder.resolve("kustomization.yaml"));
    }

    /** The objects of a folder with a kustomization.yaml. */
    static List<ObjectNode> build(Path folder) {
        return new Kustomize(folder).build();
    }

    private List<ObjectNode> build() {
        for (String field : YamlFiles.names(kustomization)) {
            if (!FIELDS.contains(field))
                throw new IllegalArgumentException(folder + ": " + field + " is not understood");
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (String resource : YamlFiles.texts(kustomization.path("resources"))) {
            Path path = folder.resolve(resource).normalize();
            objects.addAll(Files.isDirectory(path) ? build(path) : YamlFiles.objects(path));
        }
        kustomization.path("patches").forEach(patch -> patch(objects, patch));
        objects.forEach(this::place);
        objects.forEach(this::label);
        objects.forEach(this::tag);
        return objects;
    }

    private void patch(List<ObjectNode> objects, JsonNode patch) {
        String file = patch.path("path").asText();
        for (ObjectNode change : YamlFiles.objects(folder.resolve(file))) {
            List<ObjectNode> targets = objects.stream()
                    .filter(object -> patch.has("target")
                            ? object.path("kind").equals(patch.path("target").path("kind"))
                            : isSame(object, change))
                    .toList();
            if (targets.isEmpty()) throw new IllegalArgumentException(folder + ": " + file + " changes nothing");
            ObjectNode nameless = change.deepCopy();
            nameless.withObject("/metadata").remove("name");
            targets.forEach(target -> StrategicMerge.into(target, nameless));
        }
    }

    private static boolean isSame(ObjectNode object, ObjectNode patch) {
        return object.path("apiVersion").equals(patch.path("apiVersion"))
                && object.path("kind").equals(patch.path("kind"))
                && object.path("metadata")
                        .path("name")
                        .equals(patch.path("metadata").path("name"));
    }

    private void place(ObjectNode object) {
        JsonNode namespace = kustomization.path("namespace");
        if (namespace.isMissingNode()
                || CLUSTER_WIDE.contains(object.path("kind").asText())) return;
        object.withObject("/metadata").set("namespace", namespace);
    }

    private void label(ObjectNode object) {
        for (JsonNode rule : kustomization.path("labels")) {
            for (Map.Entry<String, JsonNode> pair : rule.path("pairs").properties()) {
                object.withObject("/metadata").withObject("/labels").set(pair.getKey(), pair.getValue());
                if (rule.path("includeTemplates").asBoolean()
                        && object.path("spec").path("template").has("metadata")) {
                    object.withObject("/spec/template/metadata")
                            .withObject("/labels")
                            .set(pair.getKey(), pair.getValue());
                }
            }
        }
    }

    private void tag(ObjectNode object) {
        for (JsonNode image : kustomization.path("images")) {
            for (String list : List.of("containers", "initContainers")) {
                for (JsonNode container :
                        object.path("spec").path("template").path("spec").path(list)) {
                    String name = container.path("image").asText();
                    if (!name.replaceFirst(":[^/]*$", "")
                            .equals(image.path("name").asText())) continue;
                    String newName =
                            image.path("newName").asText(image.path("name").asText());
                    ((ObjectNode) container)
                            .put("image", newName + ":" + image.path("newTag").asText());
                }
            }
        }
    }
}
