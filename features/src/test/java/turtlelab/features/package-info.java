/** The promises to a user, as scenarios that run against a real lab. */
@NullMarked
package turtlelab.features;

import org.jspecify.annotations.NullMarked;
