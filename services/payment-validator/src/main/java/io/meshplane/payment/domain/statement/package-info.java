/** Pure rules of statements: what a node is told of its accounts, in a form that can be signed and compared. */
@NullMarked
package io.meshplane.payment.domain.statement;

import org.jspecify.annotations.NullMarked;
