package io.meshplane.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The resolver of kustomizations that the other tests rest on. */
class KustomizeTest {
    @Test
    void mergesListsOfNamedThingsAndReplacesOthers() {
        ObjectNode target = json("{'containers':[{'name':'a','image':'x','args':['1']},{'name':'b'}],'gone':1}");

        StrategicMerge.into(
                target, json("{'containers':[{'name':'a','args':['2']},{'name':'c'}],'gone':null,'new':{'k':1}}"));

        assertThat(target)
                .isEqualTo(json("{'containers':[{'name':'a','image':'x','args':['2']},{'name':'b'},{'name':'c'}],"
                        + "'new':{'k':1}}"));
    }

    @Test
    void refusesAFieldThatItDoesNotUnderstand(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "namePrefix: x-\n");

        assertThatThrownBy(() -> Kustomize.build(folder)).hasMessageContaining("namePrefix is not understood");
    }

    @Test
    void refusesAPatchThatChangesNothing(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "patches: [{path: patch.yaml}]\n");
        Files.writeString(folder.resolve("patch.yaml"), "{apiVersion: v1, kind: Secret, metadata: {name: x}}\n");

        assertThatThrownBy(() -> Kustomize.build(folder)).hasMessageContaining("changes nothing");
    }

    @ParameterizedTest
    @EnabledIf(
            value = "kubectlKnowsKustomize5",
            disabledReason = "skipped: the real part kubectl (kustomize 5) is not on this machine")
    @ValueSource(strings = {"dev", "production"})
    void resolvesAsTheRealProgramDoes(String overlay) throws Exception {
        Path folder = Checkout.path("deploy/kubernetes/overlays/" + overlay);
        String real = kustomize(folder);

        Map<String, JsonNode> resolved = sorted(Kustomize.build(folder));
        Map<String, JsonNode> wanted = sorted(YamlFiles.objects(real, "kubectl kustomize"));

        assertThat(resolved).containsOnlyKeys(wanted.keySet());
        resolved.forEach((name, object) -> assertThat(object).as(name).isEqualTo(wanted.get(name)));
    }

    /** What kubectl makes of it: a refusal is a mistake of ours. */
    private static String kustomize(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("kubectl kustomize %s", folder).isZero();
        return output;
    }

    /** The overlays are written in the language of kustomize 5, which older kubectls do not know. */
    static boolean kubectlKnowsKustomize5() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("kubectl", "version", "--client", "--output=json").start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && output.contains("\"kustomizeVersion\": \"v5");
        } catch (IOException absent) {
            return false;
        }
    }

    /** By kind and name; lists with a key in the order of that key, which means nothing to the API. */
    private static Map<String, JsonNode> sorted(List<ObjectNode> objects) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (ObjectNode object : objects) {
            sort(object);
            sorted.put(
                    object.path("kind").asText() + " "
                            + object.at("/metadata/name").asText(),
                    object);
        }
        return sorted;
    }

    private static void sort(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = StrategicMerge.KEYS.get(field.getKey());
            if (key != null && field.getValue() instanceof ArrayNode list) {
                List<JsonNode> items = new ArrayList<>();
                list.forEach(items::add);
                items.sort(Comparator.comparing(item -> item.path(key).asText()));
                list.removeAll().addAll(items);
            }
        }
        node.forEach(KustomizeTest::sort);
    }

    private static ObjectNode json(String text) {
        return YamlFiles.objects(text, "text").getFirst();
    }
}
