package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.ClaimQueries.Numbered;
import io.meshplane.payment.domain.claim.ClaimFilter;
import io.meshplane.payment.domain.claim.ClaimState;
import io.meshplane.platform.http.Fields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of claims, the newest first. Claims that are made meanwhile are on none of the later pages.
 *
 * @param next {@code before} of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimPage(List<ClaimAnswer> claims, @Nullable Long next) {
    private static final int ROWS_MAX = 200;

    static ClaimPage of(List<Numbered> page, int limit) {
        return new ClaimPage(
                page.stream().map(each -> ClaimAnswer.of(each.status())).toList(),
                page.size() < limit ? null : page.getLast().number());
    }

    static ClaimFilter filter(
            NetworkId network, Optional<NodeId> node, @Nullable String state, long before, int limit) {
        return new ClaimFilter(
                network,
                node,
                Optional.ofNullable(Fields.optional("state", state, ClaimPage::state)),
                before,
                Fields.within("limit", limit, 1, ROWS_MAX));
    }

    private static ClaimState state(String text) {
        try {
            return ClaimState.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("none of PENDING, VALID, INVALID, REVERSED, UNSUPPORTED", e);
        }
    }
}
