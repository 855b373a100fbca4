/** Evidence of a payment that a third party verifies offline ({@code docs/evidence.md}): the bundle, its JSON, its check. */
@NullMarked
package io.meshplane.chain.evidence;

import org.jspecify.annotations.NullMarked;
