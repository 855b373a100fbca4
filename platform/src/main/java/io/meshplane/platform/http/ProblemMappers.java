package io.meshplane.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.meshplane.platform.event.Outages;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a REST edge becomes a problem document. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        return answer(e.problem());
    }

    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e) {
        return answer(JsonProblems.of(e));
    }

    @ServerExceptionMapper
    public Response mapping(JsonMappingException e) {
        return answer(JsonProblems.of(e));
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException e) {
        return answer(JsonProblems.of(e));
    }

    /** The framework's own refusals: no such path, wrong method, wrong media type, a body it could not read. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) return answer(JsonProblems.of(json));
        int status = e.getResponse().getStatus();
        return answer(Problem.ofStatus(status, e.getResponse().getStatusInfo().getReasonPhrase()));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(SecurityException e) {
        return Response.fromResponse(answer(Problem.unauthenticated("a valid bearer token is needed")))
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return answer(Problem.forbidden("the token lacks the role for this"));
    }

    /** Kafka, the issuer or a deadline: the caller may try again. */
    @ServerExceptionMapper({
        KafkaException.class,
        TimeoutException.class,
        RejectedExecutionException.class,
        OIDCException.class
    })
    public Response unavailable(Exception e) {
        LOG.warnf("request not served failure=%s", e.toString());
        return unavailable("something this service depends on does not answer");
    }

    @ServerExceptionMapper
    public Response bug(Throwable e) {
        if (Outages.isOne(e)) {
            LOG.warnf("request not served failure=%s", e.toString());
            return unavailable("something this service depends on does not answer");
        }
        LOG.error("request failed", e);
        return answer(Problem.ofStatus(500, "the service failed; its log says why"));
    }

    private static Response unavailable(String detail) {
        return Response.fromResponse(answer(Problem.unavailable(detail)))
                .header("Retry-After", "5")
                .build();
    }

    private static Response answer(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
