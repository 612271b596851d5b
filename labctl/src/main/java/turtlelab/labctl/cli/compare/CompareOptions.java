package turtlelab.labctl.cli.compare;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import turtlelab.labctl.cli.open.Session;
import turtlelab.labctl.compare.Comparison;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.action.SpareLab;
import turtlelab.labctl.render.Progress;

/** What all comparisons have in common. */
@Command
final class CompareOptions {

    private static final int MOST_COLUMNS = 120;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "turtled",
            description = "What the nodes run: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Engine engine = Engine.TURTLED;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "256m",
            description = "Java heap of each turtled (${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec verb;

    /** One that is to be made, telling how far it has got. */
    interface Making {
        Comparison run(Engine engine, String heap, Progress progress) throws InterruptedException;
    }

    /** Makes it and prints it. */
    void print(Making making) throws InterruptedException {
        if (verb == null) {
            throw new IllegalStateException("used outside of a command line");
        }
        var session = ((Session.Source) verb.root().userObject()).session();
        Comparison comparison;
        try (var progress = session.terminal().progress(session.streams());
                var _ = SpareLab.closedAtCtrlC(progress)) {
            comparison = making.run(engine, heap, progress);
        }
        var out = session.streams().out();
        if (json) {
            out.println(comparison.json());
        } else {
            comparison
                    .lines(Math.min(session.terminal().width(), MOST_COLUMNS))
                    .forEach(out::println);
        }
    }
}
