package turtlelab.labctl.cli.verb;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Json;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.NodeCount;
import turtlelab.labctl.doctor.Doctor;
import turtlelab.labctl.doctor.Finding;

/** {@code labctl doctor}. */
@Command(
        name = "doctor",
        header = "Look for what keeps the lab from working, and say what cures it.",
        description =
                "Checks Java, disk, memory, file limits, programs, ports, processes and what the"
                        + " driver needs; changes nothing. Exits with 7 when there is a problem.",
        footer = {
            "%nExamples:",
            "  labctl doctor",
            "  labctl doctor --engine etcd --nodes 5",
            "  labctl doctor --json"
        })
public final class DoctorCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final NodeCount count = new NodeCount();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var session = options.session();
        var lab = options.planned(count.value());
        var findings =
                new Doctor(lab, session.surroundings().programs(), session.environment()).examine();
        long problems = findings.stream().filter(Finding::isProblem).count();
        var out = session.streams().out();
        if (json) {
            out.println(Json.write(findings.stream().map(Told::of).toList()));
        } else {
            tell(findings, problems, out);
        }
        return problems == 0 ? ExitCodes.OK : ExitCodes.CHECK_FAILED;
    }

    /** A finding in JSON. */
    private record Told(String level, String what, String cure) {
        static Told of(Finding finding) {
            return new Told(finding.level().toString(), finding.what(), finding.cure());
        }
    }

    private static void tell(List<Finding> findings, long problems, PrintStream out) {
        for (var finding : findings) {
            out.println("%-8s %s".formatted(finding.level(), finding.what()));
            if (!finding.cure().isEmpty()) {
                out.println("         cure: " + finding.cure());
            }
        }
        out.println(problems == 0 ? "No problem found." : "Problems: " + problems);
    }
}
