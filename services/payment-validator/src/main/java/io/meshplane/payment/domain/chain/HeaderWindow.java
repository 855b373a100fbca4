package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of block hashes in which each is the parent of the next: what one full node shows, or what is indexed.
 *
 * @param base height of the first hash; if there is none, of the first one wanted
 */
public record HeaderWindow(long base, List<Hash32> hashes) {
    public HeaderWindow {
        if (base < 0) throw new IllegalArgumentException("height < 0: " + base);
        hashes = List.copyOf(hashes);
    }

    public static HeaderWindow startingAt(long base) {
        return new HeaderWindow(base, List.of());
    }

    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** The height of the header that {@link #take} wants next. */
    public long nextHeight() {
        return base + hashes.size();
    }

    /** The newest height; one below {@link #base} if empty. */
    public long head() {
        return nextHeight() - 1;
    }

    public Optional<Hash32> hashAt(long height) {
        return Optional.ofNullable(hashAtOrNull(height));
    }

    @Nullable Hash32 hashAtOrNull(long height) {
        return height < base || height > head() ? null : hashes.get((int) (height - base));
    }

    /**
     * Takes the header at {@link #nextHeight}. If it is no child of the newest one, the node has changed its mind about that:
     * the newest one falls, and its height is wanted again.
     *
     * @param next its own hash is verified by the caller
     */
    public HeaderWindow take(ChainLink next) {
        if (next.height() != nextHeight()) {
            throw new IllegalArgumentException("header " + next.height() + " instead of " + nextHeight());
        }
        boolean child = isEmpty() || hashes.getLast().equals(next.parentHash());
        return child ? with(next.hash()) : until(head() - 1);
    }

    /** One more hash on top. */
    public HeaderWindow with(Hash32 hash) {
        List<Hash32> longer = new ArrayList<>(hashes);
        longer.add(hash);
        return new HeaderWindow(base, longer);
    }

    /** Without what is above a height. */
    public HeaderWindow until(long height) {
        if (height >= head()) return this;
        int kept = (int) Math.max(0, height - base + 1);
        return new HeaderWindow(base, hashes.subList(0, kept));
    }

    /** Without what is below a height; a window that lies below it altogether starts there anew. */
    public HeaderWindow from(long height) {
        if (height <= base) return this;
        if (height > head()) return startingAt(height);
        return new HeaderWindow(height, hashes.subList((int) (height - base), hashes.size()));
    }
}
