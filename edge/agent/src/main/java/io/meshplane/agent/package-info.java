/** The agent of one node: enrols, samples its router, keeps batches on disk, ships them. */
@NullMarked
package io.meshplane.agent;

import org.jspecify.annotations.NullMarked;
