package turtlelab.node.house;

import java.util.List;

/** What must hold for one file. */
@FunctionalInterface
interface Rule {

    List<Finding> check(Source source);
}
