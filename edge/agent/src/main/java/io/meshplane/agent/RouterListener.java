package io.meshplane.agent;

import io.vertx.core.Future;
import java.util.List;

/** Whom a router tells what comes between two observations. Called on any thread; must not block. */
public interface RouterListener {
    /**
     * Lines of the log, in order. The router waits for the answer before it brings more, and only then remembers that they need
     * not be read again: a failure brings the same lines again later.
     *
     * @param lines 1-256
     * @return done when the lines are kept
     */
    Future<Void> log(List<LogLine> lines);

    /** A link that worked does not any more: an alert, said once. */
    void linkDown(String interfaceName, String peerAddress);
}
