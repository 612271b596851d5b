/** Users and roles of the v2 API: who may do what, replicated. */
@NullMarked
package turtlelab.node.state.v2.auth;

import org.jspecify.annotations.NullMarked;
