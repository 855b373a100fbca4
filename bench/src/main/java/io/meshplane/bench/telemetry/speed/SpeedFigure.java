package io.meshplane.bench.telemetry.speed;

/**
 * Speed and memory of our codec on one recording, in chained one-minute batches.
 *
 * @param encode million values per CPU second of the thread
 * @param decode million values per CPU second of the thread
 * @param encodeAllocatedBytes per value, the message's array included, once the first batch has made the state
 * @param decodeAllocatedBytes per value, likewise
 * @param writerStateBytes what the sender keeps after the recording, with its search for formulas
 * @param readerStateBytes what the receiver keeps
 */
public record SpeedFigure(
        String node,
        long values,
        Spread encode,
        Spread decode,
        double encodeAllocatedBytes,
        double decodeAllocatedBytes,
        long writerStateBytes,
        long readerStateBytes) {}
