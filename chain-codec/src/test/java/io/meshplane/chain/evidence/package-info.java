/** Tests of evidence that is verified offline. */
@org.jspecify.annotations.NullMarked
package io.meshplane.chain.evidence;
