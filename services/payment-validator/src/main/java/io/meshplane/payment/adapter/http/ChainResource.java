package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.payment.ChainFollower;
import io.meshplane.payment.IncidentFlow;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.payment.domain.chain.Incident.Numbered;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How the chain is followed, for operators. */
@Path("/v1/chain")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class ChainResource {
    private static final int PAGE_MAX = 100;

    private final ChainFollower follower;
    private final IncidentFlow incidents;

    ChainResource(ChainFollower follower, IncidentFlow incidents) {
        this.follower = follower;
        this.incidents = incidents;
    }

    /**
     * How the chain is followed.
     *
     * @param alarm NONE, SPLIT, REORG_TOO_DEEP, UNSUPPORTED or NO_QUORUM: why verdicts stand still
     * @param alarmWhy the alarm in words; absent without one
     * @param assumption what every verdict rests on, in words
     * @param quorum full nodes that must agree
     * @param groups groups that those must be of
     * @param agreedHead newest height that a quorum shows; absent while there is none
     * @param finality how deep payments must lie, in words
     * @param indexedHead newest height that is indexed; absent while there is none
     * @param finalizedHead newest height of the index that a quorum calls final; absent while nobody needs to know
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChainAnswer(
            String alarm,
            @Nullable String alarmWhy,
            String assumption,
            int quorum,
            int groups,
            @Nullable Long agreedHead,
            @Nullable Long indexedHead,
            @Nullable Long finalizedHead,
            String finality,
            List<NodeAnswer> nodes) {}

    /** A page, the newest first; continue below the last id. */
    public record IncidentPage(List<IncidentAnswer> incidents) {}

    /**
     * Something that happened.
     *
     * @param kind LIE, REHABILITATED, RELEASED, ALARM or ALL_CLEAR
     * @param node it is about; absent if about the whole chain
     * @param evidence RLP in hex, line by line, from which the proof can be repeated; absent if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IncidentAnswer(
            long id,
            String at,
            String kind,
            @Nullable String node,
            String what,
            @Nullable String evidence) {
        static IncidentAnswer of(Numbered numbered) {
            Incident incident = numbered.incident();
            return new IncidentAnswer(
                    numbered.id(),
                    incident.at().toString(),
                    incident.kind().name(),
                    incident.node().map(FullNode::name).orElse(null),
                    incident.what(),
                    incident.evidence().isEmpty() ? null : incident.evidence());
        }
    }

    @GET
    @Operation(operationId = "getChain", summary = "Full nodes with their states, the agreed and the indexed head")
    public ChainAnswer chain() {
        OptionalLong agreed = follower.agreedHead();
        return new ChainAnswer(
                follower.alarm().name(),
                follower.alarmWhy().isEmpty() ? null : follower.alarmWhy(),
                follower.policy().inWords(),
                follower.policy().quorum(),
                follower.policy().groups(),
                boxed(agreed),
                boxed(follower.indexedHead()),
                boxed(follower.finalizedHead()),
                follower.finality().inWords(),
                follower.nodes().stream()
                        .map(node -> NodeAnswer.of(node, agreed))
                        .toList());
    }

    @GET
    @Path("/incidents")
    @Operation(
            operationId = "listChainIncidents",
            summary = "Lies of full nodes with their evidence, alarms and their ends")
    public Uni<IncidentPage> incidents(
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        return incidents
                .page(before, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(page ->
                        new IncidentPage(page.stream().map(IncidentAnswer::of).toList()));
    }

    @POST
    @Path("/nodes/{name}/release")
    @Operation(operationId = "releaseFullNode", summary = "Trust a full node again that is in quarantine")
    public void release(@PathParam("name") String name) {
        if (!follower.release(name))
            throw Problem.notFound("no such full node is in quarantine").asException();
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
