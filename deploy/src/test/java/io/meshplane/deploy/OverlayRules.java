package io.meshplane.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the objects of an overlay together. */
final class OverlayRules {
    private final List<String> broken = new ArrayList<>();
    private final List<ObjectNode> objects;

    private OverlayRules(List<ObjectNode> objects) {
        this.objects = objects;
    }

    /** Of every overlay: one sentence for each thing that is wrong. */
    static List<String> broken(List<ObjectNode> objects, List<ServiceFacts> services) {
        OverlayRules rules = new OverlayRules(objects);
        services.forEach(facts -> rules.broken.addAll(DeploymentRules.broken(objects, facts)));
        rules.defaultDeny();
        rules.onlyOnce();
        for (ObjectNode object : objects) {
            String image = object.at("/spec/template/spec/containers/0/image").asText(":");
            rules.check(image.contains(":"), object.at("/metadata/name").asText() + ": the image has no version");
        }
        return rules.broken;
    }

    /** Of the overlay for production, besides. */
    static List<String> brokenInProduction(List<ObjectNode> objects, List<ServiceFacts> services) {
        OverlayRules rules = new OverlayRules(objects);
        for (ServiceFacts facts : services) {
            rules.spread(facts);
            rules.scale(facts);
            rules.kafkaUser(facts);
        }
        return rules.broken;
    }

    private void check(boolean holds, String sentence) {
        if (!holds) broken.add(sentence);
    }

    private void defaultDeny() {
        ObjectNode deny =
                DeploymentRules.find(objects, "NetworkPolicy", "default-deny").orElse(null);
        if (deny == null) {
            broken.add("there is no NetworkPolicy default-deny");
            return;
        }
        boolean closes = YamlFiles.texts(deny.at("/spec/policyTypes")).equals(List.of("Ingress", "Egress"))
                && !deny.path("spec").has("ingress")
                && !deny.path("spec").has("egress");
        check(closes, "default-deny denies not everything");
        for (ObjectNode object : objects) {
            if (!object.path("kind").asText().equals("Deployment")) continue;
            boolean isHeld =
                    DeploymentRules.matches(deny.at("/spec/podSelector"), object.at("/spec/template/metadata/labels"));
            check(isHeld, object.at("/metadata/name").asText() + ": default-deny does not hold its pods");
        }
    }

    private void onlyOnce() {
        Set<String> seen = new TreeSet<>();
        for (ObjectNode object : objects) {
            String key = object.path("kind").asText() + " "
                    + object.at("/metadata/name").asText();
            check(seen.add(key), key + " is there twice");
        }
    }

    private void spread(ServiceFacts facts) {
        Set<String> keys = new TreeSet<>();
        DeploymentRules.find(objects, "Deployment", facts.name())
                .ifPresent(d -> d.at("/spec/template/spec/topologySpreadConstraints")
                        .forEach(c -> keys.add(c.path("topologyKey").asText())));
        check(
                keys.equals(Set.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")),
                facts.name() + ": replicas are not spread over zones and hosts");
    }

    private void scale(ServiceFacts facts) {
        JsonNode scaler = DeploymentRules.find(objects, "HorizontalPodAutoscaler", facts.name())
                .<JsonNode>map(h -> h.path("spec"))
                .orElse(MissingNode.getInstance());
        check(scaler.path("minReplicas").asInt() >= 2, facts.name() + ": fewer than two replicas");
        int partitions = Topics.ALL.stream()
                .filter(topic -> facts.consumes().contains(topic.name()))
                .mapToInt(Topic::partitions)
                .max()
                .orElse(Integer.MAX_VALUE);
        check(
                scaler.path("maxReplicas").asInt() <= partitions,
                facts.name() + ": more replicas than the " + partitions + " partitions that it consumes");
    }

    /** Its KafkaUser may use the topics that its sources name, and no others. */
    private void kafkaUser(ServiceFacts facts) {
        Set<String> allowed = new TreeSet<>();
        Set<String> readable = new TreeSet<>();
        JsonNode user = DeploymentRules.find(objects, "KafkaUser", facts.name())
                .<JsonNode>map(u -> u.path("spec"))
                .orElse(MissingNode.getInstance());
        for (JsonNode acl : user.at("/authorization/acls")) {
            if (!acl.at("/resource/type").asText().equals("topic")) continue;
            allowed.add(acl.at("/resource/name").asText());
            if (YamlFiles.texts(acl.path("operations")).contains("Read")) {
                readable.add(acl.at("/resource/name").asText());
            }
        }
        Set<String> used = new TreeSet<>();
        facts.topics().forEach(constant -> used.add(name(constant)));
        if (Topics.CONSUMER_GROUPS.contains(facts.name())) used.add(Topics.deadLettersOf(facts.name()));
        check(allowed.equals(used), facts.name() + ": its KafkaUser may use " + allowed + ", its sources use " + used);
        check(
                readable.containsAll(facts.consumes()),
                facts.name() + ": its KafkaUser may not read " + facts.consumes());
    }

    private static String name(String constant) {
        try {
            return ((Topic<?>) Topics.class.getField(constant).get(null)).name();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no topic " + constant, e);
        }
    }
}
