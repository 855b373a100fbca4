package io.meshplane.deploy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of the agent, read off its source: each is also an environment variable MESHPLANE_AGENT_…. */
final class AgentOptionNames {
    private static final Pattern NAMES = Pattern.compile("List<String> NAMES = List\\.of\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\"([a-z-]+)\"");

    static List<String> all() {
        Matcher names = NAMES.matcher(Checkout.text("edge/agent/src/main/java/io/meshplane/agent/AgentOptions.java"));
        if (!names.find()) throw new IllegalStateException("AgentOptions has no list NAMES");
        return NAME.matcher(names.group(1))
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }

    private AgentOptionNames() {}
}
