package io.meshplane.chain.evidence;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ./meshplane verify FILE [--block HASH]}: verifies evidence of a payment offline. */
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
                out.println("REFUTED BLOCK_DIFFERS: the payment is in block " + verified.blockHash());
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
        out.println("VERIFIED transaction " + bundle.transaction() + " on chain " + bundle.chainId());
        bundle.payments()
                .forEach(each -> out.println("  " + each.payer() + " paid " + each.amount() + " of " + each.asset()
                        + " to " + each.payee() + ", logIndex " + each.logIndex()));
        out.println("  in block " + verified.height() + " " + verified.blockHash() + ", under "
                + bundle.rules().confirmations() + " blocks up to " + verified.newestHash());
        out.println("stated, not proven: network " + bundle.network() + ", votes of "
                + bundle.votes().getFirst().nodes().size() + " full nodes, quorum "
                + bundle.rules().quorum() + " of " + bundle.rules().nodes());
        out.println(
                block == null
                        ? "whether that block is of the true chain: ask a node you trust, then give --block HASH"
                        : "the block is the one you named");
    }

    private static int unusable(PrintStream out, String sentence) {
        out.println(sentence);
        return UNUSABLE;
    }
}
