/** What actors look at. */
@NullMarked
package turtlelab.features.questions;

import org.jspecify.annotations.NullMarked;
