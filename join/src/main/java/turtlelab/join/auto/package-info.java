/** Automatic clustering, as pure decisions: who of the volunteers is to be a member, and when. */
@NullMarked
package turtlelab.join.auto;

import org.jspecify.annotations.NullMarked;
