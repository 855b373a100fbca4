package io.meshplane.telemetry.logs;

import io.meshplane.telemetry.entropy.BitDecoder;
import java.util.HexFormat;

/**
 * What both sides know of logs before the first line: the odds of text and of kinds of tokens after some lines as logs at large have them,
 * which docs/telemetry-format-logs.md shows. No pattern and no value of them is kept. The lines are here as a message, since how they
 * are cut into tokens is a part of the format.
 */
final class Primer {
    private static final int MOST = 1 << 16;

    /** Written from the empty state. */
    private static final String MESSAGE = """
            ebbe13bf90b16d03ece11a05c0f3da58079003d23d58691f595a5cc2f442e08ae0a81436024307852eb63b06b0b8468b565ab11a6117ab979d4c7bdc4e6945c8
            84f1a7f735f3da63d8eb88d628d395d72f3546f8552b865851a02280259d9a8a6a75945cc6b95185445474159f18ffb689c7b634ff6c1226a6f36874421fd0e4
            174d00fd752822a797cd1282cd27ae46317bcdcf0fc26e570db9e423a7e4612c5e5f0033458a13c681f90f381d4f3f22dc4669e6e488bef5e215a60b14835202
            3883d8c52702f977a85ae41f6e1354e4d650664877b47bea739586822ea7309fd3e19e364b3f93cffd32b95a01f0da0c862a03034d01fa8ccc7a8c72993dba9e
            deb1afcf49c53c702549cc4ec5e4648d818fe223a59ab0dddc8662842c77ff573f6c6e5b2e60ab6830814dd180cab9527db8211643fa851451fce5720c4e97a3
            87232d78de28ea17bb5dc85f4a128461575203825d4604bee09c76708c08c6cf7f502fac48a8bb57c0b67445583a17d573dd0d72ffe96806ab41a21764b0ca48
            da269b7b90082fb659902975ffef7c425696ebb1388aa2b0cdb5d1de32e96d4aae5efd455027a36d1cc6a07e5a8844836116b32f37bea425b69bb0cb523e149f
            bb6632abde37cf76683e851b96bc17f64754b17a13ad2ee38d892d13892ffad36acd7777b2efc73160c20b7b7ac08019f9c0c6ec009b53a5289ede02ea9af72f
            8fec46592e540d10c2354cb33176e3219b4f73144f70d983553bad003ac42994349d4f30a85d7b40e310006ff8234a6ef0775563156c72e066008f3bec3fcfdd
            544544cca24a05827c57e0565cfdbc3b723c682bc9419ccf2bf90525b3affc120c5566ef75c1942affeffee5101ffc0de4a5ed1a928203e99fbdfb7adbc0eb85
            18d030e6f69a29e48fa0a29745a2797cf575a5b69e8f76d584c5067442e433c2b2ac529ce4c813ae5df35bfb34362487b0551369d74fe49e38e1cdc365c32169
            0e70800accfde91fb84860ff35e6db0eb0fd6a0502becb5b155bb9c7d8d6c2bc97fb275c78ce436d14455bdd819c4fcc3b216b1576171b480fc1ba9edb975bb5
            d14cfea5a27a3f1c7b5ff641079a31fb4df937eb6362f03602fb96210a7cda54fea2d4ee1870a8353387cea41be1fd83852e0fafc874b960e6e12b25bc479c31
            4880cbc86f939e15c9bf44d4430a5acb41099d58249570aef6b0642cb60b4941ff05bb9ca56b741d764477aadf7b14d2da6c0a8c372c3ee0ac16d9fc7ce9fc3b
            58a2323b4bbbcbb3ed59a4f68ae0735f14345955d47743946b5a108e1a2b0f7bde603444b95db2869976f2aeb25fdeb7f2118773e8b21447e65a638b1db47dc4
            8f19a5f9b9ae6adb15647e39c04fbcf51d3af671b2e3e04fe9c97871896d794345f154a83366c2955a7c18d6680091e2c56466f62d5c79413897bcdb6cad07a9
            f97ed6c1317b25daed37f0a7fad73594de21b54f3e11f70ead25af66fced
            """;

    private static final LineCoder PRIMED = primed();

    private Primer() {}

    /** A coder that knows this much and nothing else. */
    static LineCoder coder(Wire wire) {
        LineCoder coder = new LineCoder(wire);
        coder.learnFrom(PRIMED);
        return coder;
    }

    /** The lines. */
    static LogLines lines() {
        LogLines lines = new LogLines();
        read(lines);
        return lines;
    }

    private static LineCoder primed() {
        return read(new LogLines());
    }

    private static LineCoder read(LogLines into) {
        byte[] message = HexFormat.of().parseHex(MESSAGE.replace("\n", ""));
        BitDecoder in = new BitDecoder();
        in.reset(message, 0, message.length);
        LineCoder coder = new LineCoder(new Wire(in));
        long count = coder.count(0);
        for (long i = 0; i < count; i++) {
            if (!coder.code(into, 0, MOST)) throw new IllegalStateException("the primer cannot be read");
        }
        return coder;
    }
}
