/** {@code /v2/auth}: users, roles, and whether they count. */
@NullMarked
package turtlelab.node.http.v2.auth;

import org.jspecify.annotations.NullMarked;
