package turtlelab.labctl.cli.auto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.join.auto.Entry;
import turtlelab.join.base.Json;
import turtlelab.labctl.auto.AutoCluster.Sight;
import turtlelab.labctl.auto.HostRow;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto explain}. */
@Command(
        name = "explain",
        header =
                "Tell what the leader is about to do, or what it waits for, with the guard's sums.",
        footer = {"%nExample:", "  labctl auto explain"})
final class AutoExplainCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Override
    public Integer call() throws InterruptedException {
        var told = Told.of(options.cluster(lab).look());
        if (options.json()) {
            run.print(Json.write(told));
        } else {
            told.lines().forEach(run::print);
        }
        return ExitCodes.OK;
    }

    /**
     * All that can be said.
     *
     * @param sums of the members that have a vote
     * @param from the key that says how many are wanted; empty where nobody has said
     * @param hosts by what they are
     * @param step what the leader is about to do; empty where none has thought yet
     */
    private record Told(
            String sums,
            int wanted,
            String from,
            String ignored,
            String hint,
            Map<String, List<String>> hosts,
            String step,
            String why,
            long term,
            String guard) {
        static Told of(Sight sight) {
            var size = sight.board().size();
            var thought = sight.thought().orElse(new Entry(0, 0, "", "", 0, 0, ""));
            return new Told(
                    sight.picture().voters().toString(),
                    size.wanted(),
                    size.key(),
                    size.complaint().orElse(""),
                    size.hint().orElse(""),
                    sight.hosts().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            HostRow::state,
                                            TreeMap::new,
                                            Collectors.mapping(
                                                    HostRow::name, Collectors.toList()))),
                    thought.did(),
                    thought.why(),
                    thought.term(),
                    thought.guard());
        }

        List<String> lines() {
            var lines = new ArrayList<String>();
            lines.add("members: " + sums);
            lines.add("wanted: %d, as %s says".formatted(wanted, name(from)));
            lines.add(ignored.isEmpty() ? "" : "ignored: " + ignored);
            lines.add(hint.isEmpty() ? "" : "hint: " + hint);
            lines.add("hosts: " + shown());
            lines.add(
                    step.isEmpty()
                            ? "no leader has thought yet"
                            : "step: %s, since %s (term %d)".formatted(step, why, term));
            lines.add(guard.isEmpty() ? "" : "guard: " + guard);
            lines.removeIf(String::isEmpty);
            return lines;
        }

        private static String name(String key) {
            return key.isEmpty() ? "the default" : key;
        }

        /** Such as {@code h1, h2 (member), h3 (volunteer)}. */
        private String shown() {
            return hosts.entrySet().stream()
                    .map(it -> "%s (%s)".formatted(String.join(", ", it.getValue()), it.getKey()))
                    .collect(Collectors.joining(", "));
        }
    }
}
