/** A development OIDC issuer for operators' sign-in. */
@NullMarked
package io.meshplane.devstack.issuer;

import org.jspecify.annotations.NullMarked;
