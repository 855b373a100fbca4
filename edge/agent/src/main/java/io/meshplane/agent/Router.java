package io.meshplane.agent;

import io.meshplane.contracts.id.NodeId;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;

/** The router that an agent watches: a real one with Linux, or one of a simulated mesh. */
public interface Router {
    /** Whom to tell what comes between observations. Called before {@link #start}, once at most. */
    default void tell(RouterListener listener) {}

    /** Begins to follow the router. Called once, on the agent's context. */
    void start(Vertx vertx);

    /**
     * Looks at the router now. May block for the time of reading a few files; never called twice at once. The
     * sampling times are those at which it is called; it returns within a second, also where a source hangs.
     *
     * @throws IOException if the router cannot be read at all
     */
    Observation observe() throws IOException;

    /** State of everything that the router is observed through, for the status page. From any thread. */
    default List<SourceStatus> sources() {
        return List.of();
    }

    /** The node is known under this id from now on. */
    void enrolled(NodeId node);

    /** State of the routing daemon, in a word for the status page. */
    String babel();

    /** Lets go of the router. */
    void stop();
}
