package io.meshplane.agent.domain.shipping;

/**
 * How much of what was asked for a batch holds.
 *
 * @param span from the first record that was asked for
 * @param empty nothing in it can be sent: it was dropped, or is damaged
 * @param complete it reaches the end of what was asked for; else the batch was full
 */
public record Extent(Span span, boolean empty, boolean complete) {}
