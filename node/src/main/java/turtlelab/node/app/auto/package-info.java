/** A host of an automatic cluster: it volunteers, serves while it is a member, and leaves. */
@NullMarked
package turtlelab.node.app.auto;

import org.jspecify.annotations.NullMarked;
