package io.meshplane.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Holds docker-compose.yml against the sources: ports, health, configuration keys, images that can be built. */
final class ComposeServiceRules {
    private static final String DOCKERFILE = "deploy/compose/Dockerfile";

    private final List<String> broken = new ArrayList<>();
    /** One sentence for each thing that is wrong. */
    static List<String> broken(ObjectNode compose, List<ServiceFacts> services) {
        ComposeServiceRules rules = new ComposeServiceRules();
        for (ServiceFacts facts : services)
            rules.service(facts, compose.path("services").path(facts.name()));
        rules.agent(compose.path("services").path("agent"));
        compose.path("services").properties().forEach(service -> rules.build(service.getKey(), service.getValue()));
        return rules.broken;
    }

    private void check(boolean holds, String sentence) {
        if (!holds) broken.add(sentence);
    }

    private void service(ServiceFacts facts, JsonNode service) {
        String name = facts.name();
        if (service.isMissingNode()) {
            broken.add(name + ": is no service of the compose file");
            return;
        }
        String published = "127.0.0.1:" + facts.httpPort() + ":" + facts.httpPort();
        check(
                YamlFiles.texts(service.path("ports")).equals(List.of(published)),
                name + ": does not publish " + published);
        List<String> health = List.of("CMD", "healthy", String.valueOf(facts.managementPort()), ServiceFacts.READY);
        check(
                YamlFiles.texts(service.path("healthcheck").path("test")).equals(health),
                name + ": the health check is not " + health);
        List<String> variables = YamlFiles.names(service.path("environment"));
        for (String variable : variables) {
            check(facts.keys().knows(variable), name + ": no configuration key is set by " + variable);
        }
        for (String key : facts.loopbackKeys()) {
            check(
                    variables.contains(ConfigKeys.variable(key)),
                    name + ": " + key + " is left at its default, the container's own loopback");
        }
        check(
                service.path("build").path("args").path("SERVICE").asText().equals(name),
                name + ": the image is not built with SERVICE=" + name);
        check(service.path("image").asText().startsWith("meshplane/" + name + ":"), name + ": is not its own image");
    }

    private void agent(JsonNode agent) {
        List<String> options = AgentOptionNames.all();
        for (String variable : YamlFiles.names(agent.path("environment"))) {
            boolean isKnown =
                    options.stream().anyMatch(o -> variable.equals("MESHPLANE_AGENT_" + ConfigKeys.variable(o)));
            check(isKnown, "agent: no option is set by " + variable);
        }
    }

    private void build(String name, JsonNode service) {
        JsonNode build = service.path("build");
        if (build.isMissingNode()) return;
        check(build.path("context").asText().equals("."), name + ": the build context is not the checkout");
        check(build.path("dockerfile").asText().equals(DOCKERFILE), name + ": the Dockerfile is not " + DOCKERFILE);
        String stage = " AS " + build.path("target").asText() + "\n";
        check(
                Checkout.text(DOCKERFILE).contains(stage),
                name + ": the Dockerfile has no stage" + stage.stripTrailing());
        String argument = build.path("args").path("SERVICE").asText();
        check(
                argument.isEmpty() || Files.isDirectory(Checkout.path("services/" + argument)),
                name + ": there is no folder services/" + argument);
        check(
                argument.isEmpty()
                        || Pattern.compile("services/" + argument + "[,\\s]")
                                .matcher(Checkout.text(DOCKERFILE))
                                .find(),
                name + ": the Dockerfile does not build services/" + argument);
    }
}
