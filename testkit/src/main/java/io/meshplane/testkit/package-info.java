/** What every test of the house may use. */
@NullMarked
package io.meshplane.testkit;

import org.jspecify.annotations.NullMarked;
