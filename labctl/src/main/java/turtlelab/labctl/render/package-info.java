/** How things look on a terminal: tables, live lines, colours. */
@NullMarked
package turtlelab.labctl.render;

import org.jspecify.annotations.NullMarked;
