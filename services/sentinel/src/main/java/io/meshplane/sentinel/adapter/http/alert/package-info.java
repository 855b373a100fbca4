/** Alerts, whom they wake, drills and incidents, for operators; and the way in for other people's alerts. */
@NullMarked
package io.meshplane.sentinel.adapter.http.alert;

import org.jspecify.annotations.NullMarked;
