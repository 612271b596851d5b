package turtlelab.labctl.cli.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Member;
import turtlelab.labctl.cli.open.Endpoints;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.dns.Sync;
import turtlelab.labctl.exec.LabFailure;

/** {@code labctl dns sync}. */
@Command(
        name = "sync",
        header = "Make DNS say what the membership is.",
        description =
                "DNS is only read when a cluster starts, so nothing else keeps it true afterwards."
                        + " Adds addresses before services; removes services, waits for their TTL,"
                        + " then removes addresses. The name server must not keep its records in"
                        + " the cluster they lead to (CoreDNS's etcd, SkyDNS): after an outage"
                        + " neither would find the other.",
        footer = {
            "%nExamples:",
            "  labctl dns sync --domain lab.test",
            "  labctl dns sync --endpoints http://127.0.0.2:2379 --watch"
        })
final class DnsSyncCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final DnsOptions options = new DnsOptions();

    @Mixin private final Endpoints endpoints = new Endpoints();

    @Option(names = "--watch", description = "Go on until Ctrl-C.")
    private boolean watch;

    @Option(names = "--dry-run", description = "Only tell what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        var time = run.session().surroundings().time();
        var sync = new Sync(options.provider(run), options.domain(), options.ttl(), time);
        if (!watch) {
            once(sync);
            return ExitCodes.OK;
        }
        var told = "";
        while (true) {
            var trouble = attempt(sync);
            if (!trouble.isEmpty() && !trouble.equals(told)) {
                run.tell(trouble + "; trying again");
            }
            told = trouble;
            time.pause(PAUSE);
        }
    }

    /** Nodes and name servers come and go, and whoever watches is there when they are back. */
    private String attempt(Sync sync) throws InterruptedException {
        try {
            once(sync);
            return "";
        } catch (LabFailure e) {
            if (e.kind() != LabFailure.Kind.UNAVAILABLE) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    private void once(Sync sync) throws InterruptedException {
        var changes = sync.compare(members());
        changes.added().forEach(it -> run.print("+ " + it.toString().replaceAll("\\s+", " ")));
        changes.removed().forEach(it -> run.print("- " + it.toString().replaceAll("\\s+", " ")));
        if (!dryRun) {
            sync.apply(changes);
        }
        if (!watch && changes.none()) {
            run.tell("DNS says what the membership is");
        }
    }

    private List<Member> members() {
        var urls = endpoints.orThoseOf(lab);
        if (urls.isEmpty()) {
            throw Given.wrong("no lab is raised: name the cluster by --endpoints");
        }
        try {
            return new Cluster(urls, LIMIT).members();
        } catch (IOException e) {
            throw failed(Reason.of(e), e);
        } catch (ClusterRefused e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static LabFailure failed(String why, Exception cause) {
        return new LabFailure(
                LabFailure.Kind.UNAVAILABLE, "nobody lists the members: " + why, cause);
    }
}
