package io.meshplane.ingest.domain.series;

import java.util.UUID;

/**
 * Something that happened on a node.
 *
 * @param atMs when it began, in our time; milliseconds since epoch UTC
 * @param event id of the upload that told of it
 * @param number which of that upload's notices, from 0
 * @param lastedMs 0 = a moment
 * @param kind such as {@code uplink-down}
 * @param correctionMs what was added to the node's time to have ours
 */
public record NoticeRow(
        int nodeNo, long atMs, UUID event, int number, long lastedMs, String kind, String text, long correctionMs) {}
