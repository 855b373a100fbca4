package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;

/** Reads segments of paths. */
final class Paths {

    /** @throws ProblemException 404 if it is no node id */
    static NodeId node(String segment) {
        try {
            return new NodeId(segment);
        } catch (IllegalArgumentException e) {
            throw noSuchNode();
        }
    }

    static ProblemException noSuchNode() {
        return Problem.notFound("no such node").asException();
    }

    private Paths() {}
}
