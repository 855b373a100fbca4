package io.meshplane.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds the Deployment of one service, and what belongs to it, against the service's sources. */
final class DeploymentRules {
    private static final Map<String, String> PROBES = Map.of(
            "startupProbe",
            "/q/health/started",
            "livenessProbe",
            "/q/health/live",
            "readinessProbe",
            ServiceFacts.READY);

    private final List<String> broken = new ArrayList<>();
    private final List<ObjectNode> objects;
    private final ServiceFacts facts;
    private final JsonNode pod;
    private final JsonNode container;

    private DeploymentRules(List<ObjectNode> objects, ServiceFacts facts, ObjectNode deployment) {
        this.objects = objects;
        this.facts = facts;
        this.pod = deployment.at("/spec/template/spec");
        this.container = pod.path("containers").path(0);
    }

    /** One sentence for each thing that is wrong. */
    static List<String> broken(List<ObjectNode> objects, ServiceFacts facts) {
        Optional<ObjectNode> deployment = find(objects, "Deployment", facts.name());
        if (deployment.isEmpty()) return List.of(facts.name() + ": there is no Deployment");
        DeploymentRules rules = new DeploymentRules(objects, facts, deployment.get());
        rules.ports();
        rules.probes();
        rules.environment();
        rules.fences();
        rules.companions(deployment.get());
        return rules.broken;
    }

    static Optional<ObjectNode> find(List<ObjectNode> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    private void check(boolean holds, String sentence) {
        if (!holds) broken.add(facts.name() + ": " + sentence);
    }

    private void ports() {
        check(port("http") == facts.httpPort(), "port http is not " + facts.httpPort());
        check(port("management") == facts.managementPort(), "port management is not " + facts.managementPort());
        JsonNode service =
                find(objects, "Service", facts.name()).<JsonNode>map(s -> s).orElse(pod.path("none"));
        JsonNode served = service.at("/spec/ports/0");
        check(served.path("targetPort").asText().equals("http"), "the Service does not lead to port http");
        check(served.path("port").asInt() == facts.httpPort(), "the Service has not port " + facts.httpPort());
        check(service.at("/spec/ports").size() == 1, "the Service shows more than port http");
    }

    private int port(String name) {
        for (JsonNode port : container.path("ports")) {
            if (port.path("name").asText().equals(name))
                return port.path("containerPort").asInt();
        }
        return 0;
    }

    private void probes() {
        PROBES.forEach((probe, path) -> {
            JsonNode get = container.path(probe).path("httpGet");
            check(get.path("path").asText().equals(path), probe + " does not ask for " + path);
            check(get.path("port").asText().equals("management"), probe + " does not ask port management");
        });
    }

    private void environment() {
        Set<String> variables = new TreeSet<>();
        container
                .path("env")
                .forEach(variable -> variables.add(variable.path("name").asText()));
        for (JsonNode source : container.path("envFrom")) {
            String name = source.at("/configMapRef/name").asText();
            Optional<ObjectNode> map = find(objects, "ConfigMap", name);
            check(map.isPresent(), "there is no ConfigMap " + name);
            map.ifPresent(m -> variables.addAll(YamlFiles.names(m.path("data"))));
        }
        for (String variable : variables) {
            check(facts.keys().knows(variable), "no configuration key is set by " + variable);
        }
        for (String key : facts.loopbackKeys()) {
            check(
                    variables.contains(ConfigKeys.variable(key)),
                    key + " is left at its default, the container's own loopback");
        }
    }

    private void fences() {
        JsonNode outer = pod.path("securityContext");
        JsonNode inner = container.path("securityContext");
        check(outer.path("runAsNonRoot").asBoolean() && outer.path("runAsUser").asInt() > 0, "may run as root");
        check(outer.at("/seccompProfile/type").asText().equals("RuntimeDefault"), "has no seccomp profile");
        check(inner.path("readOnlyRootFilesystem").asBoolean(), "can write to its image");
        check(!inner.path("allowPrivilegeEscalation").asBoolean(true), "can gain privileges");
        check(YamlFiles.texts(inner.at("/capabilities/drop")).equals(List.of("ALL")), "keeps capabilities");
        check(!pod.path("automountServiceAccountToken").asBoolean(true), "has a token of the API");
        check(!pod.path("enableServiceLinks").asBoolean(true), "takes service links for settings");
        for (String bound : List.of("requests", "limits")) {
            JsonNode resources = container.path("resources").path(bound);
            check(resources.has("cpu") && resources.has("memory"), "has no " + bound + " of CPU and memory");
        }
        check(container.path("image").asText().startsWith("meshplane/" + facts.name()), "is not its own image");
    }

    private void companions(ObjectNode deployment) {
        JsonNode labels = deployment.at("/spec/template/metadata/labels");
        check(matches(deployment.at("/spec/selector"), labels), "the Deployment does not select its own pods");
        check(!deployment.path("spec").has("replicas"), "the Deployment and its autoscaler both set the replicas");
        for (String kind : List.of("PodDisruptionBudget", "NetworkPolicy")) {
            Optional<ObjectNode> companion = find(objects, kind, facts.name());
            String field = kind.equals("NetworkPolicy") ? "/spec/podSelector" : "/spec/selector";
            check(
                    companion.filter(c -> matches(c.at(field), labels)).isPresent(),
                    "there is no " + kind + " for its pods");
        }
        check(
                find(objects, "HorizontalPodAutoscaler", facts.name())
                        .filter(h -> h.at("/spec/scaleTargetRef/name").asText().equals(facts.name()))
                        .filter(h -> h.at("/spec/scaleTargetRef/kind").asText().equals("Deployment"))
                        .isPresent(),
                "there is no HorizontalPodAutoscaler");
        String account = pod.path("serviceAccountName").asText();
        check(
                find(objects, "ServiceAccount", account)
                        .filter(a -> !a.path("automountServiceAccountToken").asBoolean(true))
                        .isPresent(),
                "there is no ServiceAccount without a token");
    }

    /** Whether a selector of matchLabels takes these labels; one that takes everything does not count. */
    static boolean matches(JsonNode selector, JsonNode labels) {
        Set<Map.Entry<String, JsonNode>> wanted = selector.path("matchLabels").properties();
        return !wanted.isEmpty()
                && wanted.stream().allMatch(want -> labels.path(want.getKey()).equals(want.getValue()));
    }
}
