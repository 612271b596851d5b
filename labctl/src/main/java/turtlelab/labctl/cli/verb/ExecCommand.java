package turtlelab.labctl.cli.verb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Nodes;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.lab.LiveLab;

/** {@code labctl exec}. */
@CommandLine.Command(
        name = "exec",
        header = "Run a command on a node's machine.",
        description =
                "The command finds ETCDCTL_ENDPOINTS (this node), LAB_NODE, LAB_ADDRESS and"
                    + " LAB_ENDPOINTS (all nodes) in its environment. Exits with the command's exit"
                    + " code.",
        footer = {
            "%nExamples:",
            "  labctl exec turtle1 -- etcdctl endpoint status",
            "  labctl exec leader -- sh -c 'curl -s $ETCDCTL_ENDPOINTS/version'"
        })
public final class ExecCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();

    @Parameters(index = "0", paramLabel = "NODE", description = "Where to run it, or 'leader'.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "What to run.")
    private List<String> words = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var node = Nodes.named(lab, name);
        var command = Command.of(withoutDashes(words)).with(environment(lab, node));
        return lab.driver().shell(node).attach(command, options.session().streams());
    }

    /** The dashes that may stand between the node and the command are nobody's word. */
    private static List<String> withoutDashes(List<String> words) {
        return words.size() > 1 && words.getFirst().equals("--")
                ? words.subList(1, words.size())
                : words;
    }

    /** As the nodes themselves reach each other. */
    private static String clientUrls(LiveLab lab) {
        return lab.lab().nodes().stream()
                .map(node -> lab.urls(node).client())
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> environment(LiveLab lab, NodeSpec node) {
        return Map.of(
                "ETCDCTL_ENDPOINTS", lab.urls(node).client(),
                "LAB_NODE", node.name(),
                "LAB_ADDRESS", lab.driver().place(node).address(),
                "LAB_ENDPOINTS", clientUrls(lab));
    }
}
