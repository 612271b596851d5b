package turtlelab.labctl.cli.verb;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.NodeCount;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.NodeConf;

/** {@code labctl config}. */
@Command(
        name = "config",
        header = "Print a node's settings file, nine lines.",
        description = "As it stands on the node; where the lab is not raised, as it would be.",
        footer = {"%nExample:", "  labctl config turtle1"})
public final class ConfigCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final NodeCount count = new NodeCount();

    @Parameters(paramLabel = "NODE", description = "Whose settings.")
    private String name = "";

    @Override
    public Integer call() {
        var raised = options.ifRaised();
        var lab = raised.orElseGet(() -> options.planned(count.value()));
        options.session().streams().out().print(conf(lab, lab.lab().node(name), raised).render());
        return ExitCodes.OK;
    }

    private static NodeConf conf(LiveLab lab, NodeSpec node, Optional<LiveLab> raised) {
        return raised.filter(it -> it.isProvisioned(node))
                .map(it -> it.conf(node))
                .orElseGet(
                        () ->
                                NodeConf.of(
                                        lab.lab(),
                                        lab.driver(),
                                        node,
                                        Bootstrap.founding(lab.lab(), lab.driver())));
    }
}
