package io.meshplane.chain.evidence;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceBundle.Rules;
import io.meshplane.chain.evidence.EvidenceBundle.Vote;
import io.meshplane.chain.evidence.EvidenceBundle.Voter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one JSON text of a payment's bundle ({@code docs/evidence.md}): fixed order of members, no white space, lower-case hex. A
 * text that says the same in other bytes is no bundle, and the last member is the Keccak-256 of all before it.
 */
public final class EvidenceJson {
    /** Of a payment; other verdicts have {@link VerdictJson#FORMAT}. */
    public static final String FORMAT = "meshplane-evidence-1";

    /** Largest text that is looked at, in characters. */
    public static final int SIZE_MAX = 16 * 1024 * 1024;

    private static final String DIGEST = ",\"digest\":\"";

    private EvidenceJson() {}

    /** The text of a bundle, with its digest. */
    public static String write(EvidenceBundle bundle) {
        return seal(body(bundle));
    }

    /** A text without its end, with the digest that ends it. */
    static String seal(String body) {
        return sealed(body, digest(body));
    }

    private static String sealed(String body, Hash32 digest) {
        return body + DIGEST + digest + "\"}";
    }

    private static Hash32 digest(String body) {
        return Keccak256.hash(body);
    }

    private static String body(EvidenceBundle bundle) {
        return "{\"format\":" + quoted(FORMAT) + members(bundle);
    }

    /** All members but the format and the digest, each after a comma. */
    static String members(EvidenceBundle bundle) {
        return ",\"network\":" + quoted(bundle.network())
                + ",\"chainId\":" + bundle.chainId()
                + ",\"transaction\":" + quoted(bundle.transaction())
                + ",\"position\":" + bundle.position()
                + ",\"headers\":" + array(bundle.headers(), EvidenceJson::quoted)
                + ",\"transactionProof\":" + array(bundle.transactionProof(), EvidenceJson::quoted)
                + ",\"receiptProof\":" + array(bundle.receiptProof(), EvidenceJson::quoted)
                + ",\"payments\":" + array(bundle.payments(), EvidenceJson::payment)
                + ",\"rules\":" + rules(bundle.rules())
                + ",\"votes\":" + array(bundle.votes(), EvidenceJson::vote);
    }

    private static String payment(Payment payment) {
        return "{\"logIndex\":" + payment.logIndex()
                + ",\"payer\":" + quoted(payment.payer().toLowerHex())
                + ",\"payee\":" + quoted(payment.payee().toLowerHex())
                + ",\"amount\":" + quoted(payment.amount())
                + ",\"asset\":" + quoted(payment.asset()) + "}";
    }

    private static String rules(Rules rules) {
        return "{\"nodes\":" + rules.nodes()
                + ",\"liars\":" + rules.liars()
                + ",\"hung\":" + rules.hung()
                + ",\"quorum\":" + rules.quorum()
                + ",\"groups\":" + rules.groups()
                + ",\"confirmations\":" + rules.confirmations() + "}";
    }

    static String vote(Vote vote) {
        return "{\"height\":" + vote.height()
                + ",\"blockHash\":" + quoted(vote.blockHash())
                + ",\"at\":" + quoted(vote.at())
                + ",\"nodes\":" + array(vote.nodes(), EvidenceJson::voter) + "}";
    }

    private static String voter(Voter voter) {
        return "{\"name\":" + quoted(voter.name()) + ",\"group\":" + quoted(voter.group()) + "}";
    }

    static <T> String array(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(",", "[", "]"));
    }

    static String quoted(Object value) {
        return "\"" + value + "\"";
    }

    /**
     * Reads a bundle.
     *
     * @throws MalformedChainDataException if this is not exactly what {@link #write} writes, whatever the digest says
     */
    public static EvidenceBundle read(String text) throws MalformedChainDataException {
        Members members = members(text, FORMAT);
        EvidenceBundle bundle = bundle(members);
        requireSame(text, body(bundle), members);
        return bundle;
    }

    /** The members of a text of this format. */
    static Members members(String text, String format) throws MalformedChainDataException {
        if (text.length() > SIZE_MAX) throw new MalformedChainDataException("more than " + SIZE_MAX + " characters");
        Members members = Members.of(StrictJson.read(text));
        if (!members.text("format").equals(format)) throw new MalformedChainDataException("format: not " + format);
        return members;
    }

    static EvidenceBundle bundle(Members members) throws MalformedChainDataException {
        return new EvidenceBundle(
                members.text("network"),
                members.number("chainId"),
                members.hash("transaction"),
                members.small("position"),
                members.data("headers"),
                members.data("transactionProof"),
                members.data("receiptProof"),
                payments(members),
                rules(members.object("rules")),
                votes(members, "votes"));
    }

    /** Refuses a text that says the same as this body in other bytes. */
    static void requireSame(String text, String body, Members members) throws MalformedChainDataException {
        if (text.equals(sealed(body, members.hash("digest")))) return;
        throw new MalformedChainDataException("the same is written in other bytes, or there is more");
    }

    /** Whether the digest at the end of a text that {@link #read} accepts is that of the text. */
    static boolean isSealed(String text) {
        int end = text.lastIndexOf(DIGEST);
        return text.endsWith(DIGEST + digest(text.substring(0, end)) + "\"}");
    }

    private static List<Payment> payments(Members bundle) throws MalformedChainDataException {
        List<Payment> payments = new ArrayList<>();
        for (Object each : bundle.list("payments")) {
            Members payment = Members.of(each);
            payments.add(new Payment(
                    payment.small("logIndex"),
                    Address.parse(payment.text("payer")),
                    Address.parse(payment.text("payee")),
                    payment.amount("amount"),
                    payment.text("asset")));
        }
        return payments;
    }

    private static Rules rules(Members rules) throws MalformedChainDataException {
        return new Rules(
                rules.small("nodes"),
                rules.small("liars"),
                rules.small("hung"),
                rules.small("quorum"),
                rules.small("groups"),
                rules.small("confirmations"));
    }

    static List<Vote> votes(Members bundle, String name) throws MalformedChainDataException {
        List<Vote> votes = new ArrayList<>();
        for (Object each : bundle.list(name)) {
            Members vote = Members.of(each);
            List<Voter> nodes = new ArrayList<>();
            for (Object node : vote.list("nodes")) {
                nodes.add(new Voter(
                        Members.of(node).text("name"), Members.of(node).text("group")));
            }
            votes.add(new Vote(vote.number("height"), vote.hash("blockHash"), instant(vote.text("at")), nodes));
        }
        return votes;
    }

    private static Instant instant(String text) throws MalformedChainDataException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new MalformedChainDataException("at: not a time of ISO 8601 in UTC");
        }
    }

    /** For {@link StandardCharsets#US_ASCII} texts only: any other byte makes a text that is refused. */
    static String decode(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
