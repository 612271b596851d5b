/** What lets actors act: the lab, and the API of its nodes. */
@NullMarked
package turtlelab.features.abilities;

import org.jspecify.annotations.NullMarked;
