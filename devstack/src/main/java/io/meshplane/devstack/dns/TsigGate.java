package io.meshplane.devstack.dns;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** Checks the signature of a request and signs the response to it, RFC 8945 §5. */
final class TsigGate {
    /** What a request's signature is worth. */
    sealed interface Sender {
        record Unsigned() implements Sender {}

        record Known(TSIGRecord signature) implements Sender {}

        /** @param error BADSIG, BADKEY, BADTIME or BADTRUNC */
        record Rejected(TSIGRecord signature, int error) implements Sender {}
    }

    private final TSIG key;
    private final Clock clock;

    TsigGate(TsigKey key, Clock clock) {
        this.key = key.toTsig(clock);
        this.clock = clock;
    }

    /** @param wire the bytes that {@code request} was read from */
    Sender senderOf(Message request, byte[] wire) {
        @Nullable TSIGRecord signature = request.getTSIG();
        if (signature == null) return new Sender.Unsigned();
        int error = key.verify(request, wire, null);
        return error == Rcode.NOERROR ? new Sender.Known(signature) : new Sender.Rejected(signature, error);
    }

    /** Signs as far as the sender can be answered with a signature; the bytes are at most {@code limitBytes} (else TC is set). */
    byte[] seal(Message response, Sender sender, int limitBytes) {
        switch (sender) {
            case Sender.Unsigned() -> {}
            case Sender.Known(TSIGRecord signature) -> response.setTSIG(key, Rcode.NOERROR, signature);
            case Sender.Rejected(TSIGRecord signature, int error) -> {
                if (error == Rcode.BADTIME || error == Rcode.BADTRUNC) {
                    response.setTSIG(key, error, signature); // the key was right: signed, with our time in it
                } else {
                    response.removeAllRecords(Section.ADDITIONAL); // dnsjava would write an OPT behind the TSIG
                    response.addRecord(unsigned(response, signature, error), Section.ADDITIONAL);
                }
            }
        }
        return response.toWire(limitBytes);
    }

    /**
     * Signs one message of a zone transfer.
     *
     * @param previous the request's or, from the second on, the last message's
     */
    TSIGRecord sealInStream(Message response, TSIGRecord previous, boolean first) {
        key.apply(response, previous, first);
        TSIGRecord signature = response.getTSIG();
        if (signature == null) throw new IllegalStateException("a signed message without signature");
        return signature;
    }

    private TSIGRecord unsigned(Message response, TSIGRecord request, int error) {
        return new TSIGRecord(
                request.getName(),
                DClass.ANY,
                0,
                request.getAlgorithm(),
                clock.instant(),
                TSIG.FUDGE,
                new byte[0],
                response.getHeader().getID(),
                error,
                new byte[0]);
    }
}
