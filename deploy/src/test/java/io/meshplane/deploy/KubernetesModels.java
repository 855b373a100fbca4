package io.meshplane.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.ModelMapper;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses objects as strictly as an API server with strict field validation: unknown fields, missing ones and wrong types are
 * refused. Kubernetes' own objects are held against the models of its Java client, Strimzi's against the definitions that
 * Strimzi makes from its models, CloudNativePG's against a definition kept in this module's resources (no model of it is to be
 * had): that one knows only the fields that we use and are sure of.
 */
final class KubernetesModels {
    private final Map<String, JsonSchema> custom = new HashMap<>();

    /** @param work where Strimzi's generator writes */
    KubernetesModels(Path work) {
        JSON.setLenientOnJson(false); // and makes the client's parsers ready
        for (Path file : StrimziDefinitions.write(work)) YamlFiles.objects(file).forEach(this::learn);
        YamlFiles.objects(Checkout.path("deploy/src/test/resources/cloudnative-pg.yaml"))
                .forEach(this::learn);
    }

    private void learn(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
            ObjectNode schema = (ObjectNode) version.path("schema").path("openAPIV3Schema");
            close(schema);
            ObjectNode properties = schema.withObject("/properties");
            for (String open : List.of("apiVersion", "kind", "metadata")) properties.putObject(open);
            String apiVersion =
                    spec.path("group").asText() + "/" + version.path("name").asText();
            custom.put(
                    key(apiVersion, spec.path("names").path("kind").asText()),
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema));
        }
    }

    /** Unknown fields become errors, unless the definition says that it keeps them. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(KubernetesModels::close);
    }

    private static String key(String apiVersion, String kind) {
        return apiVersion + " " + kind;
    }

    /** What is wrong with an object; empty if nothing is. */
    List<String> errors(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        JsonSchema schema = custom.get(key(apiVersion, kind));
        if (schema != null) {
            return schema.validate(object).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        Class<?> model = ModelMapper.getApiTypeClass(group, apiVersion.substring(slash + 1), kind);
        if (model == null || model.getName().contains("dynamic"))
            return List.of("no such API: " + key(apiVersion, kind));
        return errors(object, model);
    }

    private static List<String> errors(ObjectNode object, Class<?> model) {
        try {
            JsonElement element = JsonParser.parseString(object.toString());
            model.getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, element); // unknown and missing fields
            Object parsed = JSON.deserialize(element.toString(), model); // quantities, times
            List<String> errors = new ArrayList<>();
            compareTypes(object, YamlFiles.JSON.readTree(JSON.serialize(parsed)), "", errors);
            return errors;
        } catch (InvocationTargetException e) {
            return List.of(String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException | JsonProcessingException | RuntimeException e) {
            return List.of(e.toString());
        }
    }

    /** The client's parser takes "7101" for 7101 and 1 for "1", the API server does not: what comes back must be of the same type. */
    private static void compareTypes(JsonNode given, JsonNode parsed, String at, List<String> errors) {
        if (given.isValueNode()) {
            if (given.getNodeType() != parsed.getNodeType()) {
                errors.add(at + ": " + given.getNodeType() + " found, " + parsed.getNodeType() + " expected");
            }
        } else if (given.isArray()) {
            for (int i = 0; i < given.size(); i++) {
                compareTypes(given.path(i), parsed.path(i), at + "/" + i, errors);
            }
        } else {
            given.properties().forEach(field -> {
                boolean isEmpty =
                        field.getValue().isContainerNode() && field.getValue().isEmpty();
                // an empty object or list may be left out
                if (!isEmpty)
                    compareTypes(field.getValue(), parsed.path(field.getKey()), at + "/" + field.getKey(), errors);
            });
        }
    }
}
