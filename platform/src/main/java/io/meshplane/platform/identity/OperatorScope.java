package io.meshplane.platform.identity;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What the operator's token allows. Its {@code networks} claim lists the networks; what lies in another network does not exist
 * for it. Resources demand the role {@value #ROLE} (claim {@code groups}) by {@code @RolesAllowed} first.
 */
@RequestScoped
public class OperatorScope {
    public static final String ROLE = "operator";

    private final JsonWebToken token;

    OperatorScope(JsonWebToken token) {
        this.token = token;
    }

    /**
     * Reads a network from a path.
     *
     * @throws ProblemException 404 if it is none of the token's networks, or no network id at all
     */
    public NetworkId network(String pathSegment) {
        if (token.getClaim("networks") instanceof Collection<?> networks
                && networks.stream().anyMatch(network -> text(network).equals(pathSegment))) {
            return new NetworkId(pathSegment);
        }
        throw Problem.notFound("no such network").asException();
    }

    private static String text(Object claim) {
        return claim instanceof JsonString json ? json.getString() : claim.toString();
    }

    /** Who acts, for audit: the token's subject. */
    public String subject() {
        return token.getSubject() == null ? "unknown" : token.getSubject();
    }
}
