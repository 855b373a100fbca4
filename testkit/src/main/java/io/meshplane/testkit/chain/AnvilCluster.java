package io.meshplane.testkit.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Anvils with one history, and one more with a history of its own that is just as sound: it gets other transactions. Before each
 * of the former stands a fault proxy; the other one can be put behind any of them.
 */
public final class AnvilCluster implements AutoCloseable {
    private final List<Anvil> honest;
    private final Anvil liar;
    private final List<RpcFaultProxy> proxies = new ArrayList<>();
    private long height;

    private AnvilCluster(List<Anvil> honest, Anvil liar) {
        this.honest = honest;
        this.liar = liar;
        honest.forEach(anvil -> proxies.add(RpcFaultProxy.before(anvil.url())));
    }

    /** @param nodes with one history */
    public static AnvilCluster start(long chainId, int nodes) {
        List<Anvil> honest =
                IntStream.range(0, nodes).mapToObj(i -> Anvil.start(chainId)).toList();
        return new AnvilCluster(honest, Anvil.start(chainId));
    }

    /** In front of the node of this number. */
    public RpcFaultProxy proxy(int node) {
        return proxies.get(node);
    }

    public List<RpcFaultProxy> proxies() {
        return List.copyOf(proxies);
    }

    /** The one with a history of its own. */
    public Anvil liar() {
        return liar;
    }

    /** Those with one history. */
    public List<Anvil> honest() {
        return honest;
    }

    /** Behind this node's url there is the second history from now on. */
    public void lie(int node) {
        proxies.get(node).forwardTo(liar.url());
    }

    /** Behind every url there is its own node again, and none fails. */
    public void heal() {
        for (int i = 0; i < honest.size(); i++) {
            proxies.get(i).forwardTo(honest.get(i).url());
            proxies.get(i).heal();
        }
    }

    /** Gives the honest nodes a signed transaction. */
    public void send(String rawTransaction) {
        honest.forEach(anvil -> anvil.send(rawTransaction));
    }

    /** All of them mine so many blocks, each what it was sent. */
    public void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            height++;
            honest.forEach(anvil -> anvil.mine(height));
            liar.mine(height);
        }
    }

    /** The honest nodes replace their newest blocks by as many empty ones. */
    public void reorganise(int depth) {
        honest.forEach(anvil -> anvil.reorganise(depth));
    }

    public long height() {
        return height;
    }

    @Override
    public void close() {
        proxies.forEach(RpcFaultProxy::close);
        honest.forEach(Anvil::close);
        liar.close();
    }
}
