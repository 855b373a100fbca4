package io.meshplane.agent.domain.buffer;

/** A kind of record; each has segments of its own. In the order in which they are given up. */
public enum Shelf {
    /** One record a scrape. */
    SCRAPES,
    /** A few lines of the log each. */
    LINES,
    /** What happened on the node, in the agent's words. */
    NOTES
}
