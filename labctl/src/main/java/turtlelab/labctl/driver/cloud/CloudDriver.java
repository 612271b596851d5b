package turtlelab.labctl.driver.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Tools;
import turtlelab.labctl.driver.cloud.Signature.Credentials;
import turtlelab.labctl.driver.machine.MachineDriver;
import turtlelab.labctl.driver.machine.Unit;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/**
 * Nodes as instances of a cloud. {@code cloud.yaml} says what they are, their addresses are those
 * of the lab's file; the daemon is the unit {@code turtled} in their image. The lab has a tag of
 * its own, written down before anything is made, by which a later run finds what an earlier one
 * made.
 */
public final class CloudDriver implements MachineDriver {

    public static final String NAME = "cloud";

    private static final Duration BOOTING = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Path state;
    private final Unit unit;
    private final Profile profile;
    private final Ec2 ec2;
    private final String ssh;
    private final Time time;

    /** Where nodes were reached last; an instance keeps its addresses as long as it runs. */
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    /** Instances of the lab with this state folder. */
    public CloudDriver(Path state) {
        this(state, System.getenv(), new Ec2.Clocks(InstantSource.system(), Time.system()));
    }

    /** The same, with the programs and the keys of this environment. */
    CloudDriver(Path state, Map<String, String> environment, Ec2.Clocks clocks) {
        this.state = state.toAbsolutePath().normalize();
        this.unit = new Unit(this.state);
        this.profile = Profile.near(this.state);
        this.ec2 = new Ec2(profile, Credentials.in(environment), clocks);
        this.ssh = Tools.find(environment, "ssh");
        this.time = clocks.time();
    }

    /** What this machine lacks for it. */
    public static Optional<String> lacking(Map<String, String> environment) {
        var credentials = Credentials.in(environment);
        return credentials.id().isEmpty() || credentials.secret().isEmpty()
                ? Optional.of("no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: set them")
                : Tools.lacking(environment, "ssh");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Unit unit() {
        return unit;
    }

    /** Orders all that are missing, then waits until each runs and is reached. */
    @Override
    public void create(List<NodeSpec> nodes, Consumer<String> told) {
        var known = ec2.instances(tag());
        for (var node : nodes) {
            if (living(known, node).isEmpty()) {
                told.accept("%s: ordering an instance".formatted(node.name()));
                var wanted = new Instance("", node.name(), "", "", node.vm(), Optional.empty());
                ec2.run(profile, tag(), wanted, order(known, node));
            }
        }
        for (var node : nodes) {
            var limit = Deadline.in(BOOTING, time);
            var instance = awaitRunning(node, limit);
            told.accept("%s: %s runs at %s".formatted(node.name(), instance.id(), node.vm()));
            awaitShell(node, limit);
        }
    }

    /** As long as nothing has changed it is the same order, and made once. */
    private String order(List<Instance> known, NodeSpec node) {
        var before = known.stream().filter(it -> it.node().equals(node.name())).count();
        var order = "%s %s %d".formatted(tag(), node.name(), before);
        return UUID.nameUUIDFromBytes(order.getBytes(UTF_8)).toString();
    }

    private Instance awaitRunning(NodeSpec node, Deadline limit) {
        var seen = new ArrayList<Instance>();
        await(
                limit,
                () -> {
                    var mine = of(ec2.instances(tag()), node);
                    mine.stream().filter(Instance::runs).forEach(seen::add);
                    if (!mine.isEmpty() && mine.stream().allMatch(Instance::isGone)) {
                        throw unavailable(
                                "the instance of %s did not come up: %s"
                                        .formatted(node.name(), mine.getLast().reason()));
                    }
                    return !seen.isEmpty();
                },
                "the instance of %s does not run".formatted(node.name()));
        return seen.getFirst();
    }

    private void awaitShell(NodeSpec node, Deadline limit) {
        await(
                limit,
                () -> answers(node),
                "%s does not let us in over ssh as %s".formatted(node.name(), profile.user()));
    }

    private boolean answers(NodeSpec node) {
        try {
            return shell(node).run(Command.of("true")).succeeded();
        } catch (MachineLost _) {
            return false;
        }
    }

    private void await(Deadline limit, BooleanSupplier done, String complaint) {
        try {
            if (!limit.await(PAUSE, done)) {
                throw unavailable("%s after %d s".formatted(complaint, BOOTING.toSeconds()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted: `labctl down` removes what was made");
        }
    }

    /** Also ends instances that a killed labctl had ordered. */
    @Override
    public void destroy(List<NodeSpec> nodes) {
        if (!Files.exists(tagFile())) {
            return; // nothing was ever ordered
        }
        var known = ec2.instances(tag());
        for (var node : nodes) {
            of(known, node).stream().filter(it -> !it.isGone()).forEach(ec2::terminate);
            addresses.remove(node.name());
            unit.forgetLog(node);
        }
        var left = known.stream().filter(it -> !it.isGone()).map(Instance::node).toList();
        if (nodes.stream().map(NodeSpec::name).toList().containsAll(left)) {
            delete(tagFile());
            delete(knownHosts());
        }
    }

    @Override
    public List<String> access(NodeSpec node) {
        var address =
                address(node)
                        .orElseThrow(
                                () ->
                                        new MachineLost(
                                                "no instance of %s runs: `labctl up` makes it"
                                                        .formatted(node.name())));
        var words =
                new ArrayList<>(
                        List.of(
                                ssh,
                                "-oBatchMode=yes",
                                "-oConnectTimeout=15",
                                "-oStrictHostKeyChecking=accept-new",
                                "-oUserKnownHostsFile=" + knownHosts(),
                                "-l",
                                profile.user()));
        if (!profile.keyFile().isEmpty()) {
            words.addAll(List.of("-i", profile.keyFile()));
        }
        words.addAll(List.of(address, "--"));
        return words;
    }

    @Override
    public String reach(NodeSpec node, int port) {
        return address(node).orElse(node.vm()) + ":" + port;
    }

    private Optional<String> address(NodeSpec node) {
        if (!addresses.containsKey(node.name()) && Files.exists(tagFile())) {
            of(ec2.instances(tag()), node).stream()
                    .filter(Instance::runs)
                    .forEach(it -> addresses.put(node.name(), it.address()));
        }
        return Optional.ofNullable(addresses.get(node.name()));
    }

    private static List<Instance> of(List<Instance> all, NodeSpec node) {
        return all.stream().filter(it -> it.node().equals(node.name())).toList();
    }

    private static Optional<Instance> living(List<Instance> all, NodeSpec node) {
        return of(all, node).stream().filter(it -> !it.isGone()).findFirst();
    }

    /** Of this lab alone, from before its first instance to after its last. */
    private synchronized String tag() {
        try {
            if (!Files.exists(tagFile())) {
                Files.createDirectories(state);
                Files.writeString(tagFile(), UUID.randomUUID().toString());
            }
            return Files.readString(tagFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path tagFile() {
        return state.resolve("cloud-tag");
    }

    private Path knownHosts() {
        return state.resolve("known_hosts");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LabFailure unavailable(String message) {
        return new LabFailure(LabFailure.Kind.UNAVAILABLE, message);
    }
}
