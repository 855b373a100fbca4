/** A development chain: true Ethereum blocks from one driver, served by several nodes whose faults can be switched. */
@NullMarked
package io.meshplane.devstack.chain;

import org.jspecify.annotations.NullMarked;
