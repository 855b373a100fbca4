/** Rules and parsers of the agent: no I/O, no clock, no randomness. */
@NullMarked
package io.meshplane.agent.domain;

import org.jspecify.annotations.NullMarked;
