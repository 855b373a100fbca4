/** What the agent keeps on disk: its key, its enrolment, its spool. */
@NullMarked
package io.meshplane.agent.adapter.disk;

import org.jspecify.annotations.NullMarked;
