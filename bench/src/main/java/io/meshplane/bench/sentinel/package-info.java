/** Sentinel beside gdnsd and PowerDNS: failover, false alarms, cost of probes, rate of records. */
@NullMarked
package io.meshplane.bench.sentinel;

import org.jspecify.annotations.NullMarked;
