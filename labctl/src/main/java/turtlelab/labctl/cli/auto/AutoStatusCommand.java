package turtlelab.labctl.cli.auto;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.join.auto.Entry;
import turtlelab.join.base.Json;
import turtlelab.labctl.auto.AutoCluster.Sight;
import turtlelab.labctl.auto.HostRow;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.render.Table;

/** {@code labctl auto status}. */
@Command(
        name = "status",
        header = "List the hosts: who is a member, who waits, who is left alone.",
        description = "Exit code 5 when there are not as many members as wanted.",
        footer = {"%nExamples:", "  labctl auto status", "  labctl auto status --json"})
final class AutoStatusCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Override
    public Integer call() throws InterruptedException {
        var sight = options.cluster(lab).look();
        if (options.json()) {
            run.print(json(sight));
        } else {
            table(sight);
        }
        return members(sight) == sight.board().size().wanted() ? ExitCodes.OK : ExitCodes.UNHEALTHY;
    }

    private void table(Sight sight) {
        var table = new Table("HOST", "STATE", "MEMBER", "PEER URLS", "ZONE", "FLAPS");
        for (var host : sight.hosts()) {
            table.row(cells(host));
        }
        table.lines(run.session().terminal().width()).forEach(run::print);
        run.tell("%d of %d members".formatted(members(sight), sight.board().size().wanted()));
        sight.strangeness().ifPresent(run::tell);
        sight.board().size().complaint().ifPresent(it -> run.tell("ignored: " + it));
        sight.board().size().hint().ifPresent(it -> run.tell("hint: " + it));
        sight.thought().map(Entry::why).ifPresent(it -> run.tell("the leader: " + it));
    }

    private static String[] cells(HostRow host) {
        return new String[] {
            host.name(),
            host.state(),
            orDash(host.member()),
            orDash(String.join(",", host.peerUrls())),
            orDash(host.zone()),
            "" + host.flaps()
        };
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static long members(Sight sight) {
        return sight.hosts().stream().filter(it -> it.state().equals("member")).count();
    }

    private static String json(Sight sight) {
        var all = new LinkedHashMap<String, Object>();
        all.put("wanted", sight.board().size().wanted());
        all.put("members", members(sight));
        all.put("paused", sight.board().paused().orElse(""));
        all.put("complaint", sight.board().size().complaint().orElse(""));
        all.put("step", sight.thought().map(Entry::did).orElse(""));
        all.put("why", sight.thought().map(Entry::why).orElse(""));
        all.put("hosts", sight.hosts());
        return Json.write(all);
    }
}
