package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.domain.WireGuardDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * WireGuard's interfaces and peers, as {@code wg show all dump} tells them. It takes CAP_NET_ADMIN to see peers. The answer holds
 * private keys: it is wiped as soon as it was read, and nothing of it gets into a message.
 */
final class WireGuardSource implements Source<WireGuardSource.Sight> {
    /** Somewhat below the source's own deadline, so that the child is gone before the source is given up. */
    private static final long DEADLINE_MS = 2_500;

    private static final int MAX_ANSWER_BYTES = 2 << 20; // some 4,000 peers

    /**
     * WireGuard now.
     *
     * @param indexes of the interfaces by name, read before the counters
     * @param nodesByKey what the people of this node wrote down: node ids by public key
     */
    record Sight(WireGuardDump dump, Map<String, Integer> indexes, Map<String, String> nodesByKey) {
        /** Whether a peer that is not in it is not there. */
        boolean complete() {
            return dump.refusals().isEmpty() && dump.badLines() == 0;
        }
    }

    private final HostFolder host;
    private final String program;
    private final Path peersFile;

    /**
     * The source.
     *
     * @param peersFile lines of a public key and a node id; need not be there
     */
    WireGuardSource(HostFolder host, String program, Path peersFile) {
        this.host = host;
        this.program = program;
        this.peersFile = peersFile;
    }

    @Override
    public String name() {
        return "wireguard";
    }

    @Override
    public Sight look() throws IOException, InterruptedException {
        Map<String, Integer> indexes = host.interfaceIndexes();
        ChildProcess.Answer answer =
                ChildProcess.run(List.of(program, "show", "all", "dump"), DEADLINE_MS, MAX_ANSWER_BYTES);
        WireGuardDump dump;
        try {
            dump = WireGuardDump.parse(answer.bytes());
        } finally {
            Arrays.fill(answer.bytes(), (byte) 0);
        }
        if (dump.interfaces().isEmpty() && !dump.refusals().isEmpty()) {
            throw new IOException("wg may not show its interfaces ("
                    + dump.refusals().getFirst() + "): the agent needs CAP_NET_ADMIN for WireGuard's peers");
        }
        if (answer.exitCode() != 0 && dump.interfaces().isEmpty()) {
            throw new IOException("wg failed with exit code " + answer.exitCode());
        }
        return new Sight(dump, indexes, nodesByKey());
    }

    private Map<String, String> nodesByKey() throws IOException {
        Map<String, String> nodes = new HashMap<>();
        if (!Files.isRegularFile(peersFile)) return nodes;
        for (String line : Files.readAllLines(peersFile, StandardCharsets.ISO_8859_1)) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2 && words[1].matches("n[a-z2-7]{26}")) nodes.put(words[0], words[1]);
        }
        return nodes;
    }
}
