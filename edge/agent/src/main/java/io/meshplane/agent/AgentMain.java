package io.meshplane.agent;

import io.meshplane.agent.adapter.http.StatusServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the agent's process; ends it on a signal, with its parent, or when no node of it may ever enrol. */
public final class AgentMain {
    private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
    private static final int WRONG_USAGE = 64; // sysexits.h
    private static final int REFUSED = 77;

    public static void main(String[] args) throws InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(AgentOptions.USAGE);
            return;
        }
        try {
            if (args.length > 0 && args[0].equals("wallet-text")) {
                String[] options = Arrays.copyOfRange(args, 1, args.length);
                System.out.println(
                        AgentOptions.readWalletText(options, System.getenv()).line());
            } else {
                run(AgentOptions.read(args, System.getenv()));
            }
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("agent: " + e.getMessage() + " (--help tells the options)");
            System.exit(WRONG_USAGE);
        } catch (ExecutionException e) {
            LOG.error("the agent cannot start cause={}", String.valueOf(e.getCause()));
            System.exit(1);
        }
    }

    private static void run(AgentConfig config) throws IOException, InterruptedException, ExecutionException {
        AgentProcess process = AgentProcess.prepare(config);
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop, "shutdown"));
        Long parent = config.parentPid();
        if (parent != null) endWith(parent);
        StatusServer status = process.start();
        LOG.info("agent runs nodes={} statusPort={}", process.nodes(), status.port());
        process.whenAllRefused(() -> {
            LOG.error("no node of this process may enrol, it ends");
            System.exit(REFUSED);
        });
    }

    private static void endWith(long parentPid) {
        Thread.ofVirtual().start(() -> {
            // one that died before we looked is gone as well
            ProcessHandle.of(parentPid).ifPresent(parent -> parent.onExit().join());
            LOG.info("the parent is gone, this process ends parentPid={}", parentPid);
            System.exit(0);
        });
    }

    private AgentMain() {}
}
