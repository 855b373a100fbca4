package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.wire.ProtoReader;

/** Where the parts of the metric being read lie. */
final class MetricPart {
    int nameFrom;
    int nameTo;
    int unitFrom;
    int unitTo;
    int type;
    int dataFrom;
    int dataTo;

    void reset(int at) {
        nameFrom = at;
        nameTo = at;
        unitFrom = at;
        unitTo = at;
        type = 0;
    }

    void name(ProtoReader at) {
        nameFrom = at.from();
        nameTo = at.to();
    }

    void unit(ProtoReader at) {
        unitFrom = at.from();
        unitTo = at.to();
    }

    void data(int tag, ProtoReader at) {
        type = tag;
        dataFrom = at.from();
        dataTo = at.to();
    }
}
