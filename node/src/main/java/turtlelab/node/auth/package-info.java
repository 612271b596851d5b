/** Who is asking, and may he: passwords and the guard before the v2 API. */
@NullMarked
package turtlelab.node.auth;

import org.jspecify.annotations.NullMarked;
