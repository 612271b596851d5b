package turtlelab.labctl.cli.auto;

import picocli.CommandLine.Parameters;
import turtlelab.labctl.auto.AutoCluster;
import turtlelab.labctl.auto.HostRow;
import turtlelab.labctl.cli.open.Given;

/** A host that the cluster has heard of. */
final class AutoHost {
    @Parameters(paramLabel = "HOST", description = "Its name, as `labctl auto status` shows it.")
    private String name = "";

    /** The name, after a look whether there is such a host: a slip would be obeyed in silence. */
    String known(AutoCluster cluster) throws InterruptedException {
        var names = cluster.look().hosts().stream().map(HostRow::name).toList();
        if (!names.contains(name)) {
            throw Given.wrong(
                    "no host %s here; hosts are: %s".formatted(name, String.join(", ", names)));
        }
        return name;
    }
}
