package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.LedgerQueries;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Audit;
import io.meshplane.payment.domain.ledger.Balance;
import io.meshplane.payment.domain.ledger.Entry;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The books of a network, for operators. Amounts are decimal strings in base units of the asset beside them. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {
    private static final int PAGE_MAX = 1000;

    private final LedgerQueries ledger;
    private final OperatorScope scope;

    LedgerResource(LedgerQueries ledger, OperatorScope scope) {
        this.ledger = ledger;
        this.scope = scope;
    }

    /** Where an account stands: credits less debits, below zero it owes. */
    public record BalanceAnswer(String account, String asset, String balance, String debits, String credits) {
        static BalanceAnswer of(Balance balance) {
            return new BalanceAnswer(
                    balance.account().name(),
                    balance.asset().toString(),
                    balance.net().toString(),
                    balance.debits().toString(),
                    balance.credits().toString());
        }
    }

    /** A page; ask for the next with {@code after} and {@code afterAsset} = the last row's. */
    public record AccountPage(List<BalanceAnswer> accounts) {}

    /** One account in all its assets. */
    public record AccountAnswer(String account, List<BalanceAnswer> balances) {}

    /** A transfer as it lies in the books. */
    public record EntryAnswer(
            long seq,
            String transferId,
            String debitAccount,
            String creditAccount,
            String amount,
            String asset,
            String code,
            String causeId,
            String postedAt) {
        static EntryAnswer of(Entry entry) {
            return new EntryAnswer(
                    entry.seq(),
                    entry.transfer().id(),
                    entry.transfer().debit().name(),
                    entry.transfer().credit().name(),
                    entry.transfer().amount().toString(),
                    entry.transfer().asset().toString(),
                    entry.transfer().code().name(),
                    entry.transfer().causeId(),
                    entry.postedAt().toString());
        }
    }

    /** A page; ask for the next with {@code after} = the last entry's seq. */
    public record EntryPage(List<EntryAnswer> entries) {}

    /**
     * What the books add up to.
     *
     * @param sums of all entries by asset; each is "0" in sound books
     * @param driftingBalances balances that are not the sum of their entries; 0 in sound books
     */
    public record AuditAnswer(Map<String, String> sums, long driftingBalances) {
        static AuditAnswer of(Audit audit) {
            Map<String, String> sums = new TreeMap<>();
            audit.sums().forEach((String asset, BigInteger sum) -> sums.put(asset, sum.toString()));
            return new AuditAnswer(sums, audit.driftingBalances());
        }
    }

    @GET
    @Path("/accounts")
    @Operation(operationId = "listAccounts", summary = "The network's balances by account")
    public Uni<AccountPage> accounts(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("afterAsset") @DefaultValue("") String afterAsset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        return ledger.accounts(in, after, afterAsset, rows(limit))
                .map(balances ->
                        new AccountPage(balances.stream().map(BalanceAnswer::of).toList()));
    }

    @GET
    @Path("/accounts/{account}")
    @Operation(operationId = "getAccount", summary = "One account in all its assets")
    public Uni<AccountAnswer> account(@PathParam("network") String network, @PathParam("account") String account) {
        NetworkId in = scope.network(network);
        return ledger.account(in, named(account)).map(balances -> {
            if (balances.isEmpty()) throw noSuchAccount();
            return new AccountAnswer(
                    account, balances.stream().map(BalanceAnswer::of).toList());
        });
    }

    @GET
    @Path("/accounts/{account}/entries")
    @Operation(operationId = "listEntries", summary = "An account's entries in the order of posting")
    public Uni<EntryPage> entries(
            @PathParam("network") String network,
            @PathParam("account") String account,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        return ledger.entries(in, named(account), after, rows(limit))
                .map(entries ->
                        new EntryPage(entries.stream().map(EntryAnswer::of).toList()));
    }

    @GET
    @Path("/audit")
    @Operation(operationId = "audit", summary = "Rebuilds the books from the entries: every sum must be 0")
    public Uni<AuditAnswer> audit(@PathParam("network") String network) {
        return ledger.audit(scope.network(network)).map(AuditAnswer::of);
    }

    private static int rows(int limit) {
        return Fields.within("limit", limit, 1, PAGE_MAX);
    }

    private static Account named(String text) {
        try {
            return new Account(text);
        } catch (IllegalArgumentException e) {
            throw noSuchAccount();
        }
    }

    private static RuntimeException noSuchAccount() {
        return Problem.notFound("no such account").asException();
    }
}
