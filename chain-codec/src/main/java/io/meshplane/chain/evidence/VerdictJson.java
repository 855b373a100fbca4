package io.meshplane.chain.evidence;

import io.meshplane.chain.Address;
import io.meshplane.chain.MalformedChainDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one JSON text of any other verdict's bundle, as strict as that of a payment's ({@link EvidenceJson}). */
public final class VerdictJson {
    /** The only format there is. */
    public static final String FORMAT = "meshplane-evidence-2";

    private static final String BEGIN = "{\"format\":\"" + FORMAT + "\"";

    private VerdictJson() {}

    /** The text of a bundle, with its digest. */
    public static String write(VerdictBundle bundle) {
        return EvidenceJson.seal(body(bundle));
    }

    /** Whether a text says that it is one. */
    static boolean isOne(String text) {
        return text.startsWith(BEGIN);
    }

    private static String body(VerdictBundle bundle) {
        return BEGIN
                + ",\"conclusion\":" + EvidenceJson.quoted(bundle.conclusion())
                + ",\"payees\":"
                + EvidenceJson.array(bundle.payees(), payee -> EvidenceJson.quoted(payee.toLowerHex()))
                + ",\"token\":"
                + EvidenceJson.quoted(bundle.token().map(Address::toLowerHex).orElse(""))
                + ",\"receiptBefore\":" + EvidenceJson.array(bundle.receiptBefore(), EvidenceJson::quoted)
                + ",\"claimedAt\":" + bundle.claimedAt()
                + ",\"replacingHeaders\":" + EvidenceJson.array(bundle.replacingHeaders(), EvidenceJson::quoted)
                + ",\"replacingVotes\":" + EvidenceJson.array(bundle.replacingVotes(), EvidenceJson::vote)
                + EvidenceJson.members(bundle.shown());
    }

    /**
     * Reads a bundle.
     *
     * @throws MalformedChainDataException if this is not exactly what {@link #write} writes, whatever the digest says
     */
    static VerdictBundle read(String text) throws MalformedChainDataException {
        Members members = EvidenceJson.members(text, FORMAT);
        VerdictBundle bundle = new VerdictBundle(
                conclusion(members.text("conclusion")),
                payees(members),
                token(members.text("token")),
                members.data("receiptBefore"),
                members.number("claimedAt"),
                members.data("replacingHeaders"),
                EvidenceJson.votes(members, "replacingVotes"),
                EvidenceJson.bundle(members));
        EvidenceJson.requireSame(text, body(bundle), members);
        return bundle;
    }

    private static Conclusion conclusion(String text) throws MalformedChainDataException {
        for (Conclusion each : Conclusion.values()) {
            if (each != Conclusion.PAID && each.name().equals(text)) return each;
        }
        throw new MalformedChainDataException("conclusion: none that is known");
    }

    private static List<Address> payees(Members members) throws MalformedChainDataException {
        List<Address> payees = new ArrayList<>();
        for (Object each : members.list("payees")) {
            if (!(each instanceof String text)) throw new MalformedChainDataException("payees: strings are expected");
            payees.add(Address.parse(text));
        }
        return payees;
    }

    private static Optional<Address> token(String text) throws MalformedChainDataException {
        return text.isEmpty() ? Optional.empty() : Optional.of(Address.parse(text));
    }
}
