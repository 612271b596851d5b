/** What actors do. */
@NullMarked
package turtlelab.features.tasks;

import org.jspecify.annotations.NullMarked;
