package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * An interface of a node.
 *
 * @param interfaceName 1-15 printable ASCII characters without blanks and slashes, as in Linux
 */
public record Port(NodeId node, String interfaceName) implements Comparable<Port> {
    private static final Pattern NAME = Pattern.compile("[!-.0-~]{1,15}");
    private static final Comparator<Port> ORDER =
            Comparator.comparing((Port port) -> port.node().value()).thenComparing(Port::interfaceName);

    public Port {
        if (!NAME.matcher(interfaceName).matches()) {
            throw new IllegalArgumentException(
                    "not an interface: 1-15 printable characters without blanks and slashes are expected");
        }
    }

    /**
     * Reads {@code node/interface}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Port parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) throw new IllegalArgumentException("node/interface is expected");
        return new Port(new NodeId(parts[0]), parts[1]);
    }

    @Override
    public String toString() {
        return node + "/" + interfaceName;
    }

    @Override
    public int compareTo(Port other) {
        return ORDER.compare(this, other);
    }
}
