/** Start-up: flags to a record, wiring by constructor, closing in reverse. */
@NullMarked
package turtlelab.node.app;

import org.jspecify.annotations.NullMarked;
