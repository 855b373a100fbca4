package io.meshplane.agent;

import io.meshplane.contracts.id.NodeId;
import io.vertx.core.Vertx;
import java.io.IOException;

/** The router that an agent watches: a real one with Linux, or one of a simulated mesh. */
public interface Router {
    /** Begins to follow the router. Called once, on the agent's context. */
    void start(Vertx vertx);

    /**
     * Looks at the router now. May block for the time of reading a few files; never called twice at once.
     *
     * @throws IOException if the router cannot be read at all
     */
    Observation observe() throws IOException;

    /** The node is known under this id from now on. */
    void enrolled(NodeId node);

    /** State of the routing daemon, in a word for the status page. */
    String babel();

    /** Lets go of the router. */
    void stop();
}
