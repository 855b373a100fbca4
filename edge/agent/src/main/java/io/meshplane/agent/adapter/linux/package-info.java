/** A real router: the files of Linux and the socket of babeld. */
@NullMarked
package io.meshplane.agent.adapter.linux;

import org.jspecify.annotations.NullMarked;
