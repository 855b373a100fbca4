/** What operators and nodes ask about routes and prices. */
@NullMarked
package io.meshplane.route.adapter.http;

import org.jspecify.annotations.NullMarked;
