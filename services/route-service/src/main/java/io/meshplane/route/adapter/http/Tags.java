package io.meshplane.route.adapter.http;

import io.meshplane.contracts.envelope.EventId;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Answers that a caller may have already. */
final class Tags {

    /** The answer with an ETag, or 304 if the caller named it. */
    static Response response(Object answer, EntityTag tag, Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null
                ? unchanged.tag(tag).build()
                : Response.ok(answer).tag(tag).build();
    }

    /** The tag of an answer whose text is all that it says, as that of a record is. */
    static EntityTag of(Object answer) {
        return new EntityTag(EventId.derivedFrom("answer", answer.toString()).value());
    }

    private Tags() {}
}
