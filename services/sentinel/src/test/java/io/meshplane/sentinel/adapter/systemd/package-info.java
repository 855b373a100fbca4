@NullMarked
package io.meshplane.sentinel.adapter.systemd;

import org.jspecify.annotations.NullMarked;
