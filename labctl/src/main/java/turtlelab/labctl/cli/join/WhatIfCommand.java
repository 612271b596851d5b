package turtlelab.labctl.cli.join;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import turtlelab.join.base.Clock;
import turtlelab.join.base.Json;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Picture;
import turtlelab.join.cluster.Probe;
import turtlelab.join.quorum.Verdict;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Nodes;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.quorum.Sums;
import turtlelab.labctl.quorum.WhatIf;

/** {@code labctl what-if}. */
@Command(
        name = "what-if",
        header = "Tell what would happen to the live cluster, and do nothing.",
        description =
                "Looks at every member now and asks the guard. Exits with 2 when the cluster would"
                        + " lose its quorum.",
        footer = {
            "%nExamples:",
            "  labctl what-if kill turtle2",
            "  labctl what-if kill leader turtle3",
            "  labctl what-if remove turtle1",
            "  labctl what-if add --learner"
        })
public final class WhatIfCommand implements Callable<Integer> {

    private static final Duration PROBE = Duration.ofSeconds(2);

    /** What might happen. */
    enum Act {
        kill,
        stop,
        pause,
        remove,
        add
    }

    @Mixin private final LabOptions options = new LabOptions();

    @Parameters(index = "0", paramLabel = "ACT", description = "${COMPLETION-CANDIDATES}.")
    private Act act = Act.kill;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NODE",
            description = "Nodes it would happen to, or 'leader'; none for add.")
    private List<String> names = List.of();

    @Option(names = "--learner", description = "Add as a learner.")
    private boolean learner;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        if (names.isEmpty() != (act == Act.add) || (act == Act.remove && names.size() != 1)) {
            throw Given.wrong(
                    "name the nodes: `labctl what-if kill turtle2`, one for remove, none for add");
        }
        var verdict = verdict(new WhatIf(picture(lab)), members(lab));
        var what = "%s %s".formatted(act, act == Act.add ? "a member" : named());
        var out = options.session().streams().out();
        if (json) {
            out.println(Json.write(Told.of(what, verdict)));
        } else {
            Sums.told(what, verdict).forEach(out::println);
        }
        return verdict.allowed() ? ExitCodes.OK : ExitCodes.REFUSED;
    }

    private String named() {
        return String.join(", ", names.stream().distinct().toList());
    }

    /** A verdict in JSON; what it does not have is empty. */
    private record Told(String what, boolean allowed, String sums, String warning, String cure) {
        static Told of(String what, Verdict verdict) {
            return switch (verdict) {
                case Verdict.Allowed(var sums, var warning) ->
                        new Told(what, true, sums, warning.orElse(""), "");
                case Verdict.Refused(var sums, var cure) -> new Told(what, false, sums, "", cure);
            };
        }
    }

    private Verdict verdict(WhatIf whatIf, List<String> members) {
        return switch (act) {
            case kill, stop, pause -> whatIf.ending(members);
            case remove -> whatIf.removing(members.getFirst());
            case add -> whatIf.adding(learner);
        };
    }

    /** "leader" stands for whoever leads now. */
    private List<String> members(LiveLab lab) throws InterruptedException {
        var meant = new ArrayList<String>();
        for (var name : names) {
            meant.add(name.equals(Nodes.LEADER) ? Nodes.named(lab, name).name() : name);
        }
        return meant;
    }

    private static Picture picture(LiveLab lab) throws InterruptedException {
        var cluster = new Cluster(List.of(lab.endpoints().split(",")), PROBE);
        try {
            return Picture.of(cluster, new Probe(Clock.SYSTEM, PROBE));
        } catch (IOException | ClusterRefused e) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "no node lists the members (%s): see `labctl status`".formatted(e.getMessage()),
                    e);
        }
    }
}
