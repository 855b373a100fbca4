/** Pure rules of waking people: what an alert is, who is paged when, and what an outage's story was. */
@NullMarked
package io.meshplane.sentinel.domain.alert;

import org.jspecify.annotations.NullMarked;
