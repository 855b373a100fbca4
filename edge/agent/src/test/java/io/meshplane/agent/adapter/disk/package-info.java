/** Tests of what the agent keeps on disk. */
@NullMarked
package io.meshplane.agent.adapter.disk;

import org.jspecify.annotations.NullMarked;
