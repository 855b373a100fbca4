package io.meshplane.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The agent as {@link AgentMain} starts it, but of the host in a folder: that folder, then the agent's own options. */
final class GatewayAgent {
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        AgentConfig config = AgentOptions.read(Arrays.copyOfRange(args, 1, args.length), Map.of());
        AgentProcess.prepare(config, UploadFormat.CURRENT, Path.of(args[0])).start();
    }

    private GatewayAgent() {}
}
