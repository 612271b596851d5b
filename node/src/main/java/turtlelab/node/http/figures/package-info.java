/** The page {@code /metrics}, group by group, under etcd's names (etcd reference C.8). */
@NullMarked
package turtlelab.node.http.figures;

import org.jspecify.annotations.NullMarked;
