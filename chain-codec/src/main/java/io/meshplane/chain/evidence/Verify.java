package io.meshplane.chain.evidence;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ./meshplane verify FILE [--block HASH]}: verifies evidence of a verdict offline. */
public final class Verify {
    private static final int VERIFIED = 0;
    private static final int REFUTED = 1;
    private static final int UNUSABLE = 2;
    private static final String USAGE = "usage: verify FILE [--block HASH]   (docs/evidence.md; FILE may be -)";

    private Verify() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.in, System.out));
    }

    /** @return exit code: 0 verified, 1 refuted, 2 not usable */
    static int run(List<String> arguments, InputStream in, PrintStream out) {
        boolean named = arguments.size() == 3 && arguments.get(1).equals("--block");
        if (arguments.size() != 1 && !named) return unusable(out, USAGE);
        try {
            Hash32 block = named ? Hash32.parse(arguments.get(2)) : null;
            return report(EvidenceCheck.check(bytes(arguments.getFirst(), in)), block, out);
        } catch (MalformedChainDataException e) {
            return unusable(out, "--block: " + e.getMessage());
        } catch (IOException e) {
            return unusable(out, "cannot read " + arguments.getFirst() + ": " + e);
        }
    }

    /** One byte more than allowed is enough to be refused. */
    private static byte[] bytes(String file, InputStream in) throws IOException {
        if (file.equals("-")) return in.readNBytes(EvidenceJson.SIZE_MAX + 1);
        try (InputStream content = Files.newInputStream(Path.of(file))) {
            return content.readNBytes(EvidenceJson.SIZE_MAX + 1);
        }
    }

    private static int report(Finding finding, @Nullable Hash32 block, PrintStream out) {
        return switch (finding) {
            case Finding.Refuted(var flaw, String detail) -> {
                out.println("REFUTED " + flaw + ": " + detail);
                yield REFUTED;
            }
            case Finding.Verified verified
            when block != null && !block.equals(verified.blockHash()) -> {
                out.println("REFUTED BLOCK_DIFFERS: the bundle names block " + verified.blockHash());
                yield REFUTED;
            }
            case Finding.Verified verified -> {
                tell(verified, block, out);
                yield VERIFIED;
            }
        };
    }

    private static void tell(Finding.Verified verified, @Nullable Hash32 block, PrintStream out) {
        EvidenceBundle bundle = verified.bundle();
        boolean attested = verified.conclusion() == Conclusion.EXPIRED;
        out.println((attested ? "ATTESTED" : "VERIFIED") + " transaction " + bundle.transaction() + " on chain "
                + bundle.chainId());
        verified.verdict().ifPresent(verdict -> out.println("  " + inWords(verdict, verified)));
        bundle.payments()
                .forEach(each -> out.println("  " + each.payer() + " paid " + each.amount() + " of " + each.asset()
                        + " to " + each.payee() + ", logIndex " + each.logIndex()));
        out.println("  " + place(verified));
        out.println("stated, not proven: network " + bundle.network() + ", votes of "
                + bundle.votes().getFirst().nodes().size() + " full nodes, quorum "
                + bundle.rules().quorum() + " of " + bundle.rules().nodes());
        out.println(
                block == null
                        ? "whether that block is of the true chain: ask a node you trust, then give --block HASH"
                        : "the block is the one you named");
    }

    private static String place(Finding.Verified verified) {
        String block = "block " + verified.height() + " " + verified.blockHash();
        EvidenceBundle bundle = verified.bundle();
        return switch (verified.conclusion()) {
            case PAID, NOT_TO_US, REVERTED, REPLAYABLE, UNSUPPORTED ->
                "in " + block + ", under " + bundle.rules().confirmations() + " blocks up to " + verified.newestHash();
            case REVERSED ->
                "in block " + Keccak256.hash(bundle.headers().getFirst()) + ", where " + block + " stands now";
            case EXPIRED -> "the last of these is " + block;
        };
    }

    private static String inWords(VerdictBundle verdict, Finding.Verified verified) {
        String wallets = verdict.payees() + ", which are stated to be the network's, in coin"
                + verdict.token().map(token -> " or token " + token).orElse("");
        return switch (verdict.conclusion()) {
            case NOT_TO_US -> "INVALID: it ran no code but the token's, and paid none of " + wallets;
            case REVERTED -> "INVALID: it failed, nothing moved";
            case REPLAYABLE -> "INVALID: it names no chain, so that anybody may repeat it on another";
            case UNSUPPORTED ->
                "UNSUPPORTED: code ran and no log pays any of " + wallets + "; what moved inside is in no proof";
            case REVERSED -> "REVERSED: its block was replaced by another one";
            case EXPIRED ->
                "INVALID: it was in no block from " + (verdict.claimedAt() + 1) + " to " + verified.height()
                        + ". That is the word of the validator and of these full nodes: no header proves it";
            case PAID -> throw new IllegalArgumentException("a payment is no other verdict");
        };
    }

    private static int unusable(PrintStream out, String sentence) {
        out.println(sentence);
        return UNUSABLE;
    }
}
