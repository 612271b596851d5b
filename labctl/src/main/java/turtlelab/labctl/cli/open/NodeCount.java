package turtlelab.labctl.cli.open;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import turtlelab.labctl.exec.LabFailure;

/** How many nodes to raise, when it is not as many as {@code lab.yaml} lists. */
public final class NodeCount {

    private static final List<Integer> USEFUL = List.of(1, 3, 5, 7);

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Raise 1, 3, 5 or 7 nodes instead of those in lab.yaml.")
    private Optional<Integer> count = Optional.empty();

    /**
     * The number asked for, if one was.
     *
     * @throws LabFailure when it makes no sensible cluster
     */
    public Optional<Integer> value() {
        count.ifPresent(it -> check("--nodes " + it, it));
        return count;
    }

    /**
     * Goes on with a number of nodes that makes a sensible cluster.
     *
     * @param what says where the number comes from
     * @throws LabFailure when it does not
     */
    static void check(String what, int count) {
        if (!USEFUL.contains(count)) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    what + ": use 1, 3, 5 or 7; an even number tolerates no more failures");
        }
    }
}
