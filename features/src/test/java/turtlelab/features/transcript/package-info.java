/**
 * The seeds' walks, typed as they were printed, in a network of their own on their own addresses.
 */
@NullMarked
package turtlelab.features.transcript;

import org.jspecify.annotations.NullMarked;
